namespace Plumbline.Tuning.Objectives;

/// <summary>Which rows judge trials, and which are kept for the end.</summary>
public sealed record ValidationOptions
{
    /// <summary>Of the rows after the fit rows the share that validates, the first ones; the others test. Above 0, up to 1. Default a half.</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>Rows after the fit rows that validate, instead of <see cref="Share"/>; at least 1. Default null.</summary>
    public int? Rows { get; init; }

    /// <summary>Weight of recall against precision in <see cref="ObjectiveKind.FBeta"/>, above 0. Default 1.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>Fixes which faults <see cref="ObjectiveKind.Injected"/> injects. Default 0.</summary>
    public int Seed { get; init; }

    public IEnumerable<string> Problems()
    {
        if (!(Share is > 0 and <= 1)) yield return $"validate.share is {Share}; expected above 0, up to 1";
        if (Rows < 1) yield return $"validate.rows is {Rows}; expected at least 1";
        if (!(Beta > 0 && double.IsFinite(Beta))) yield return $"validate.beta is {Beta}; expected above 0";
    }
}
