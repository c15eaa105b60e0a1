using Plumbline.App.Pages;
using Plumbline.Detection.Attribution;

namespace Plumbline.App.Reports;

/// <summary>Everything a report shows. What is missing is left out of the page with one line that says why.</summary>
internal sealed record ReportContent
{
    /// <summary>Heading and window title, for example the detector and the data file.</summary>
    public required string Title { get; init; }

    /// <summary>What was run: preset, model, parameters, data file, rows, fit rows, seed, threshold and its rule, versions.</summary>
    public required IReadOnlyList<ReportFact> Facts { get; init; }

    /// <summary>What the reader must know before believing the rest: near-constant signals by name, imputed share, model does not win.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>At least one.</summary>
    public required IReadOnlyList<ReportEntity> Entities { get; init; }

    /// <summary>Null when the model was not trained in epochs.</summary>
    public ReportTraining? Training { get; init; }

    /// <summary>Null when the data carry no labels, or nothing was compared with them.</summary>
    public ReportEvaluation? Evaluation { get; init; }

    /// <summary>Which signals are to blame in the rows of each label; empty without labels.</summary>
    public IReadOnlyList<ModeAttribution> Modes { get; init; } = [];

    /// <summary>Rows to explain signal by signal, usually the worst of each anomaly.</summary>
    public IReadOnlyList<ReportRow> Rows { get; init; } = [];

    /// <summary>Name of a label: 0 is normal, 1 and above are the modes of the source.</summary>
    public static string ClassName(int label) => label == 0 ? "normal" : $"mode {label}";

    /// <exception cref="ArgumentException">Names every length that does not agree.</exception>
    public void Validate()
    {
        var problems = Entities.SelectMany(entity => entity.Problems())
            .Concat(Evaluation?.Problems() ?? []).ToList();
        if (Entities.Count == 0) problems.Add("A report needs at least one entity");
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems) + ".");
    }
}
