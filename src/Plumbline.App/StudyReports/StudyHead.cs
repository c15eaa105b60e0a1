using Plumbline.App.Pages;

namespace Plumbline.App.StudyReports;

/// <summary>Title, what came of the search in a sentence, warnings, and what was searched on what.</summary>
internal static class StudyHead
{
    private static readonly (string Id, string Name)[] Sections =
    [
        ("settings", "Settings"), ("held-out", "Held out"), ("history", "History"), ("front", "Front"), ("importance", "Importance"), ("parallel", "All parameters"),
        ("slices", "Each parameter"), ("contour", "Pairs"), ("steps", "On the way"), ("time", "Time"), ("trials", "Trials"),
    ];

    public static void Write(HtmlWriter html, StudyReport report, StudySummary summary)
    {
        html.Write($"<a class=\"skip\" href=\"#settings\">Skip to the settings</a>\n<header>\n<h1>{report.Title}</h1>\n<nav aria-label=\"Sections\">");
        foreach (var (id, name) in Sections) html.Write($"<a href=\"#{id}\">{name}</a>");
        html.Raw("</nav>");
        for (var i = 0; i < report.Definition.Objectives.Count; i++)
        {
            html.Write($"<p class=\"judgement {(summary.Gain(i) > 0 ? "wins" : "")}\">{summary.Judgement(i)}</p>");
            if (summary.Best is null) break;
        }
        var warnings = StudyWarnings.Of(report, summary).ToList();
        if (warnings.Count > 0)
        {
            html.Raw("<section class=\"warnings\" aria-label=\"Warnings\"><h2>Before you believe it</h2><ul>");
            foreach (var warning in warnings) html.Write($"<li>{warning}</li>");
            html.Raw("</ul></section>");
        }
        html.Raw("<dl class=\"facts\">");
        foreach (var fact in StudyFacts.Of(report, summary)) html.Write($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>");
        html.Raw("</dl></header>");
    }
}
