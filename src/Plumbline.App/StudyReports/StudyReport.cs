using Plumbline.Tuning;
using Plumbline.Tuning.Importance;

namespace Plumbline.App.StudyReports;

/// <summary>What there is to tell of a search for the best settings.</summary>
/// <param name="Trials">All of the study, by number; those that still run among them.</param>
internal sealed record StudyReport(StudyDefinition Definition, IReadOnlyList<Trial> Trials)
{
    /// <summary>Heading of the page. Default the name of the study.</summary>
    public string Title { get; init; } = $"Study {Definition.Name}";

    /// <summary>Who thought of settings, in words.</summary>
    public string Sampler { get; init; } = "not known";

    /// <summary>Who ended trials early, in words; null for nobody.</summary>
    public string? Pruner { get; init; }

    /// <summary>Why it has stopped; null while it may go on.</summary>
    public string? StopReason { get; init; }

    /// <summary>How much parameters matter, those of more objectives than one for the first; empty where too few trials are complete to say.</summary>
    public IReadOnlyList<ParameterImportance> Importance { get; init; } = [];

    /// <summary>Figures on data that the search never saw; empty if nobody looked.</summary>
    public IReadOnlyList<HeldOutFigure> HeldOut { get; init; } = [];
}
