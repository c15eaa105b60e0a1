using Plumbline.App.Pages;
using Plumbline.Tuning;

namespace Plumbline.App.StudyReports;

/// <summary>Objective by trial with the best so far, and the choice of the objective that this and other plots show.</summary>
internal static class HistorySection
{
    public static void Write(HtmlWriter html, StudyReport report, StudySummary summary, StudyPlotData plots)
    {
        html.Raw("<section id=\"history\"><h2>History</h2>");
        if (plots.Shown.Count < report.Trials.Count) html.Absent($"{plots.Shown.Count} of {report.Trials.Count} trials are shown on this page: the best, the front, and some of the others.");
        if (report.Definition.Objectives.Count > 1 && summary.Best is not null)
        {
            html.Raw("<div class=\"toolbar\"><label>Objective of this plot and of those by parameter <select id=\"objective\">");
            for (var i = 0; i < report.Definition.Objectives.Count; i++) html.Write($"<option value=\"{i}\">{StudySummary.Wanted(report.Definition.Objectives[i])}</option>");
            html.Raw("</select></label></div>");
        }
        if (summary.Best is null) html.Absent("No trial is complete, so there is no objective to show.");
        else
        {
            var pruned = plots.WithSteps.Any(trial => trial.State == TrialState.Pruned) ? " Pruned trials stand at their last intermediate value." : "";
            Plot.Write(html, "history-plot", $"Objective of {summary.Complete.Count} complete trials by number, with the best so far. {summary.Judgement(0)}",
                $"Each mark is a trial, in the order in which they were thought of; the line is the best so far. While it still gets better, more trials may help.{pruned} What lies beyond an edge is drawn on it.");
        }
        html.Raw("</section>");
    }
}
