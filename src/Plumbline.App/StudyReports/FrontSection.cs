using Plumbline.App.Pages;
using Plumbline.Tuning;

namespace Plumbline.App.StudyReports;

/// <summary>What cannot be had better in one objective without losing in another.</summary>
internal static class FrontSection
{
    public static void Write(HtmlWriter html, StudyReport report, StudySummary summary)
    {
        html.Raw("<section id=\"front\"><h2>Pareto front</h2>");
        var objectives = report.Definition.Objectives;
        if (objectives.Count < 2) html.Absent("There is one objective, so there is a best trial and no front.");
        else if (summary.Front.Count == 0) html.Absent("No trial is complete, so there is no front.");
        else
        {
            html.Raw("<div class=\"charts\">");
            for (var second = 1; second < objectives.Count; second++)
            {
                for (var first = 0; first < second; first++)
                    html.Write($"<div class=\"plot front\" data-x=\"{first}\" data-y=\"{second}\" role=\"img\" aria-label=\"{objectives[second].Name} over {objectives[first].Name} of {summary.Complete.Count} trials, the {summary.Front.Count} of the front marked; their numbers are in the table below\"></div>");
            }
            html.Write($"</div><p class=\"hint\">Filled marks are the front: whoever wants more of one objective pays with another. Pale marks are beaten throughout by one of them. {Beating(report, summary)}</p>");
            WriteTable(html, report, summary);
        }
        html.Raw("</section>");
    }

    /// <summary>What the front is worth beside the defaults.</summary>
    public static string Beating(StudyReport report, StudySummary summary)
    {
        if (summary.Defaults is not { } defaults) return "The defaults are not complete.";
        if (summary.Front.Contains(defaults)) return "The defaults are on the front: no trial beats them throughout.";
        var better = summary.Front.Count(trial => report.Definition.Objectives.Select((objective, i) => !objective.IsBetter(defaults.Objectives[i], trial.Objectives[i])).All(holds => holds));
        return $"{better} of {summary.Front.Count} beat the defaults throughout.";
    }

    private static void WriteTable(HtmlWriter html, StudyReport report, StudySummary summary)
    {
        var definition = report.Definition;
        html.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Front\"><table class=\"figures\"><caption>Trials of the front, by the first objective</caption><thead><tr><th>Trial</th>");
        foreach (var objective in definition.Objectives) html.Write($"<th>{objective.Name} {(objective.Goal == Goal.Minimize ? "\u2193" : "\u2191")}</th>");
        foreach (var parameter in definition.Space.Parameters) html.Write($"<th class=\"text\">{parameter.Name}</th>");
        html.Raw("</tr></thead><tbody>");
        foreach (var trial in summary.Ranked[0].Where(summary.Front.ToHashSet().Contains))
        {
            html.Write($"<tr><td>{trial.Number}</td>");
            foreach (var value in trial.Objectives) html.Write($"<td>{value}</td>");
            var settings = TrialSettings.Of(definition, trial);
            for (var i = 0; i < settings.Count; i++) html.Write($"<td class=\"text\">{TrialSettings.Short(definition.Space.Parameters[i], settings[i])}</td>");
            html.Raw("</tr>");
        }
        html.Raw("</tbody></table></div>");
    }
}
