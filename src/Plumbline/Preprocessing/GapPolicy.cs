namespace Plumbline.Preprocessing;

/// <summary>How missing values and missing steps are treated.</summary>
public sealed record GapPolicy
{
    /// <summary>Default <see cref="GapFill.Previous"/>: the only filling that is both causal and keeps each signal's level.</summary>
    public GapFill Fill { get; init; } = GapFill.Previous;

    /// <summary>Used by <see cref="GapFill.Fixed"/> only. Default 0.</summary>
    public double Value { get; init; }

    /// <summary>Most steps in a row that are filled, at least 0. Default 3. A longer pause of the whole entity starts a new
    /// segment; a signal that stays away longer (and longer than it ever did in the fit rows) is silent, which is an anomaly.</summary>
    public int Longest { get; init; } = 3;

    /// <summary>Largest share of imputed values with which a window is still scored, 0 to 1. Default 0.5: beyond it, more of
    /// the verdict would be guessed than measured.</summary>
    public double MostImputed { get; init; } = 0.5;

    /// <summary>Largest share of imputed values with which a step is learned from, or a window scored: none where nothing is filled.</summary>
    internal double MostImputedToLearn => Fill == GapFill.None ? 0 : MostImputed;

    internal IEnumerable<string> Problems()
    {
        if (Longest < 0) yield return $"gaps.longest is {Longest}; expected at least 0";
        if (!(MostImputed is >= 0 and <= 1)) yield return $"gaps.mostImputed is {MostImputed}; expected 0 to 1";
        if (!double.IsFinite(Value)) yield return $"gaps.value is {Value}; expected a finite number";
    }
}
