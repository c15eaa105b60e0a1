using Plumbline.Neural.Training;

namespace Plumbline.Detection;

/// <summary>Which rows a detector learns from, and how its network is trained; section <c>train</c> of a job file.</summary>
public sealed record FitOptions : TrainingOptions
{
    /// <summary>Rows of each entity, from its first, that are fit rows. Default null: see <see cref="Until"/>.</summary>
    public int? Rows { get; init; }

    /// <summary>Rows before this time (UTC) are fit rows. Default null: all rows. At most one of the two may be given.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Whether rows labelled anomalous are left out of the fit rows. Default true.</summary>
    public bool SkipLabelled { get; init; } = true;

    /// <summary>Whether an entity with a fit row labelled anomalous is left out whole. Default false. For histories that end in a failure:
    /// their label marks the end, and the days before it are no normal ones either.</summary>
    public bool SkipFailed { get; init; }

    internal override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return $"train.{problem}";
        if (Rows is < 2) yield return $"train.rows is {Rows}; expected at least 2";
        if (Rows is not null && Until is not null) yield return "train.rows and train.until are both given; expected one of them";
    }
}
