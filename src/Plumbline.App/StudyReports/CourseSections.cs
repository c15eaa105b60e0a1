using Plumbline.App.Pages;
using Plumbline.Tuning;

namespace Plumbline.App.StudyReports;

/// <summary>How trials went: their values on the way, and who worked on which of them when.</summary>
internal static class CourseSections
{
    public static void Write(HtmlWriter html, StudySummary summary, StudyPlotData plots)
    {
        html.Raw("<section id=\"steps\"><h2>On the way</h2>");
        if (plots.WithSteps.Count == 0) html.Absent("No trial has reported intermediate values.");
        else
            Plot.Write(html, "steps-plot", $"Intermediate values of {plots.WithSteps.Count} trials by step, {plots.WithSteps.Count(trial => trial.State == TrialState.Pruned)} of them pruned",
                "A curve is what a trial reported step by step; pruned ones are pale and end early in a cross, the best trial's is thick. If pale curves cross strong ones late, the pruner may be too hasty.");
        html.Raw("</section>");

        html.Raw("<section id=\"time\"><h2>Time line</h2>");
        if (summary.Times.First is null) html.Absent("No trial was begun.");
        else
            Plot.Write(html, "time-plot", $"Trials of {summary.Workers.Count} workers over time: {summary.Counts}",
                $"A lane is a worker, a bar a trial from begin to end of its last attempt. Gaps in a lane are time in which a worker had nothing to do.{(summary.Times.Pauses.Any() ? " Long times in which nobody worked are cut out, where a zigzag stands." : "")}");
        html.Raw("</section>");
    }
}
