using Plumbline.App.Pages;
using Plumbline.Tuning;

namespace Plumbline.App.StudyReports;

/// <summary>Every trial with everything that is known of it.</summary>
internal static class TrialSection
{
    private const int MostFigures = 8, LongestFailure = 400;

    public static void Write(HtmlWriter html, StudyReport report, StudySummary summary, StudyPlotData plots)
    {
        html.Raw("<section id=\"trials\"><h2>Trials</h2>");
        if (report.Trials.Count == 0) html.Absent("There is no trial yet.");
        else WriteTable(html, report.Definition, summary, plots.Shown);
        html.Raw("</section>");
    }

    private static void WriteTable(HtmlWriter html, StudyDefinition definition, StudySummary summary, IReadOnlyList<Trial> trials)
    {
        var figures = trials.SelectMany(trial => trial.Figures.Keys).Distinct().Take(MostFigures).ToList();
        var failures = trials.Any(trial => trial.Failure is not null);
        html.Raw("<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"Trials\"><table class=\"figures\" id=\"trial-table\"><caption>All settings; the best trial in bold. A click on a head sorts.</caption><thead><tr><th>Trial</th><th class=\"text\">State</th>");
        foreach (var objective in definition.Objectives) html.Write($"<th>{objective.Name} {(objective.Goal == Goal.Minimize ? "\u2193" : "\u2191")}</th>");
        foreach (var parameter in definition.Space.Parameters) html.Write($"<th>{parameter.Name}</th>");
        foreach (var figure in figures) html.Write($"<th>{figure}</th>");
        html.Raw($"<th>Seconds</th><th>Attempts</th><th class=\"text\">Worker</th><th class=\"text\">Origin</th>{(failures ? "<th class=\"text\">Failure</th>" : "")}</tr></thead><tbody>");
        foreach (var trial in trials)
        {
            html.Write($"<tr class=\"{(trial == summary.Best ? "best" : "")}\"><td>{trial.Number}</td><td class=\"text {StudySummary.Word(trial.State)}\">{StudySummary.Word(trial.State)}</td>");
            for (var i = 0; i < definition.Objectives.Count; i++) Cell(html, i < trial.Objectives.Count ? ReportNumber.Format(trial.Objectives[i]) : "");
            var settings = TrialSettings.Of(definition, trial);
            for (var i = 0; i < settings.Count; i++) Cell(html, TrialSettings.Short(definition.Space.Parameters[i], settings[i]));
            foreach (var figure in figures) Cell(html, trial.Figures.TryGetValue(figure, out var value) ? ReportNumber.Format(value) : "");
            Cell(html, BusyTimes.Length(trial) is { } length ? ReportNumber.Format(length.TotalSeconds) : "");
            Cell(html, $"{trial.Attempt}");
            html.Write($"<td class=\"text\">{trial.Worker}</td><td class=\"text\">{trial.Origin}</td>");
            if (failures) html.Write($"<td class=\"text failure\">{Shortened(trial.Failure)}</td>");
            html.Raw("</tr>");
        }
        html.Raw("</tbody></table></div>");
    }

    private static void Cell(HtmlWriter html, string text) => html.Write($"<td>{text}</td>");

    private static string? Shortened(string? failure) => failure?.Length > LongestFailure ? failure[..LongestFailure] + "\u2026" : failure;
}
