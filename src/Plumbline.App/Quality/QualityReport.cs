using Plumbline.App.Documents;
using Plumbline.App.Terminal;
using Plumbline.Simulation;

namespace Plumbline.App.Quality;

/// <summary>What was measured, as tables for people.</summary>
internal sealed class QualityReport(QualityDocument document)
{
    private const string Nothing = "-";

    private readonly List<string> sets = [.. document.Results.Select(result => result.Set).Distinct()];
    private readonly ILookup<(string Preset, string? Harm, string? Set), QualitySummary> summaries = document.Summaries.ToLookup(one => (one.Preset, one.Harm, one.Set));
    private readonly List<string> presets = [.. document.Summaries.Where(one => one is { Harm: null, Set: null })
        .OrderByDescending(one => one.Figures[QualityFigure.VusPr.Name]?.Mean ?? -1).ThenBy(one => one.Preset, StringComparer.Ordinal).Select(one => one.Preset)];

    /// <param name="cases">Whether cases are shown one by one.</param>
    public IEnumerable<QualitySection> Sections(bool cases)
    {
        yield return Head();
        if (document.Results.Count == 0) yield break;
        yield return BySet();
        yield return AllFigures();
        foreach (var figure in document.Harms.Count > 0 ? new[] { QualityFigure.VusPr, QualityFigure.EventF1, QualityFigure.FalseAlarms } : []) yield return ByHarm(figure);
        foreach (var figure in cases ? new[] { QualityFigure.VusPr, QualityFigure.EventF1 } : []) yield return ByCase(figure);
        if (Failures() is { } failures) yield return failures;
    }

    public void WriteMarkdown(TextWriter writer)
    {
        writer.Write("# Detection quality\n");
        foreach (var section in Sections(cases: true)) section.Write(writer);
    }

    private QualitySection Head()
    {
        var lines = new List<string>
        {
            $"Plumbline {document.Program}, {document.Threads} of {document.Processors} processors, seeds {string.Join(", ", document.Seeds)}; {document.Files} files, {document.Results.Select(one => one.Case).Distinct().Count()} cases, "
                + $"{document.Results.Count} results, {document.Failed} of them failed.",
            $"- Views: {string.Join(", ", document.Views)}. A: at most 3,000 clean rows to fit on and the test part. B: the test part alone, fitted on the rows before its first anomaly. Whole: the file as it is.",
            document.Judge == "all" ? "- VUS-PR and AUC-PR count all rows, the fit rows among them, as the TSB-AD collection does." : "- VUS-PR and AUC-PR count only rows that nothing was fitted on.",
            $"- Events, alarms and delays count only rows that nothing was fitted on; alarms no more than {QualitySettings.MergeGap} steps apart are one; the threshold and the alert policy are the preset's own. "
                + "Oracle: event F1 with the best threshold, found by the labels, whose alarms cover at most a fifth of the rows or half as many again as are anomalous; in alarm: the share they cover. Delay: median steps to the alarm, those that the model waits among them. false/day: where the period is known.",
            document.Learn == "preset" ? "- Fitted as the preset says, one fit for all figures: where it holds rows out to calibrate, the model does not learn from them. Every row is a step."
                : "- Fitted on every fit row, plain squared errors, no threshold but of models that know scores of rows held out. Every row is a step.",
            "- @100, @150, first: of G guilty signals the share among the first G and 1.5 G that are blamed, and whether the first one is guilty, given where the event is; asked: the same with the onset that the detector "
                + "finds, of the event's row with the highest score; told: by the first verdict on it; both over the events that a verdict touches (detected).",
        };
        foreach (var harm in Harm.All.Where(harm => document.Harms.Contains(harm.Name))) lines.Add($"- Harm {harm.Name}: {harm.Description}.");
        foreach (var (name, why) in document.LeftOutPresets) lines.Add($"- Left out: {name}, for {why}.");
        foreach (var why in document.SkippedFiles.GroupBy(file => file.Why)) lines.Add($"- Skipped: {why.First().Name}{(why.Count() > 1 ? $" and {why.Count() - 1} more" : "")}: {why.Key}.");
        return new QualitySection("What was measured", lines, null);
    }

    private QualitySection BySet()
    {
        string[] joined = [.. sets.Where(IsInHeadline)];
        string[] apart = [.. sets.Except(joined)];
        var table = new TextTable(["preset", .. joined, "mean", .. apart]);
        foreach (var preset in presets)
        {
            string Cell(string? set) => Text(QualityFigure.VusPr, Summary(preset, null, set));
            table.Add([preset, .. joined.Select(Cell), Cell(null), .. apart.Select(Cell)]);
        }
        foreach (var beside in document.Beside)
        {
            double? Of(string set) => beside.Mean(document.Results.Where(result => result.Set == set).Select(result => result.Case).Distinct());
            var means = joined.Select(Of).ToList();
            double? mean = means.Contains(null) ? null : means.Average();
            string Cell(double? value) => value?.ToString(QualityFigure.VusPr.Format) ?? Nothing;
            table.Add([$"({beside.Column})", .. means.Select(Cell), Cell(mean), .. apart.Select(set => Cell(Of(set)))]);
        }
        return new QualitySection("VUS-PR by set", ["Mean: over the sets whose series have several signals; others stand after it. In brackets: figures of others, measured elsewhere."], table);
    }

    private bool IsInHeadline(string set) => document.Results.Any(result => result.Set == set && result.Signals > 1) || document.Results.All(result => result.Signals < 2);

    private QualitySection AllFigures()
    {
        var shown = QualityFigure.All.Where(figure => document.Summaries.Any(one => one is { Harm: null, Set: null } && one.Figures[figure.Name] is not null)).ToList();
        var table = new TextTable(["preset", .. shown.Select(figure => figure.Header), "failed"]);
        foreach (var preset in presets)
        {
            var summary = Summary(preset, null, null);
            table.Add([preset, .. shown.Select(figure => Text(figure, summary)), $"{summary?.Failed ?? 0}"]);
        }
        return new QualitySection("All figures, mean of the sets", document.Seeds.Count > 1 ? ["After ± the standard deviation over the seeds."] : [], table);
    }

    private QualitySection ByHarm(QualityFigure figure)
    {
        string?[] harms = [null, .. document.Harms];
        var table = new TextTable(["preset", .. harms.Select(harm => harm ?? "as it is"), "failed"]);
        foreach (var preset in presets)
            table.Add([preset, .. harms.Select(harm => Text(figure, Summary(preset, harm, null))), $"{harms.Sum(harm => Summary(preset, harm, null)?.Failed ?? 0)}"]);
        return new QualitySection($"{figure.Header} of harmed series, mean of the sets", [], table);
    }

    private QualitySection ByCase(QualityFigure figure)
    {
        var beside = figure == QualityFigure.VusPr ? document.Beside : [];
        var table = new TextTable(["case", "rows", "fit rows", "window", .. presets, .. beside.Select(one => $"({one.Column})")]);
        foreach (var one in document.Results.Where(result => result.Harm is null).GroupBy(result => result.Case))
        {
            string Cell(string preset) => QualityMean.Of(one.Where(result => result.Preset == preset).Select(result => result.Figures is { } figures ? figure.Of(figures) : null))?.Mean.ToString(figure.Format) ?? Nothing;
            var first = one.First();
            table.Add([one.Key, $"{first.Rows}", $"{first.FitRows}", $"{first.Window}", .. presets.Select(Cell),
                .. beside.Select(each => each.Cases.TryGetValue(one.Key, out var value) ? value.ToString(figure.Format) : Nothing)]);
        }
        return new QualitySection($"{figure.Header} case by case", [], table);
    }

    private QualitySection? Failures()
    {
        var failed = document.Results.Where(result => result.Failure is not null).ToList();
        if (failed.Count == 0) return null;
        var lines = failed.GroupBy(result => (result.Preset, result.Failure)).Select(group =>
            $"- {group.Key.Preset} on {group.First().Case}{(group.First().Harm is { } harm ? $" ({harm})" : "")}{(group.Count() > 1 ? $" and {group.Count() - 1} more" : "")}: {group.Key.Failure}");
        return new QualitySection($"{failed.Count} of {document.Results.Count} failed", [.. lines], null);
    }

    private QualitySummary? Summary(string preset, string? harm, string? set) => summaries[(preset, harm, set)].FirstOrDefault();

    private static string Text(QualityFigure figure, QualitySummary? summary) => summary?.Figures[figure.Name] switch
    {
        null => Nothing,
        { Spread: { } spread, Mean: var mean } => $"{mean.ToString(figure.Format)} ±{spread.ToString(figure.Format)}",
        { Mean: var mean } => mean.ToString(figure.Format),
    };
}
