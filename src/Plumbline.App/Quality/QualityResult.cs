namespace Plumbline.App.Quality;

/// <summary>One contestant on one case, once: a line of <c>quality.jsonl</c>.</summary>
internal sealed record QualityResult
{
    /// <summary>Of everything that the figures depend on: data, options, settings, seed and program.</summary>
    public required string Key { get; init; }

    public required string Case { get; init; }

    public required string Set { get; init; }

    public required QualityView View { get; init; }

    public required string Preset { get; init; }

    public required int Seed { get; init; }

    /// <summary>Null for the series as it is.</summary>
    public string? Harm { get; init; }

    public int Rows { get; init; }

    public int FitRows { get; init; }

    public int Signals { get; init; }

    /// <summary>Labelled ones among the judged rows.</summary>
    public int Events { get; init; }

    /// <summary>Of VUS, steps.</summary>
    public int Window { get; init; }

    /// <summary>Why there are no figures; null when there are.</summary>
    public string? Failure { get; init; }

    public QualityFigures? Figures { get; init; }
}
