using Plumbline.App.Pages;

namespace Plumbline.App.Reports;

/// <summary>Title, warnings, and what was run on what.</summary>
internal static class HeadSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        html.Write($"""
            <a class="skip" href="#anomalies">Skip to the anomalies</a>
            <header>
            <h1>{content.Title}</h1>
            <nav aria-label="Sections"><a href="#anomalies">Anomalies</a><a href="#series">Series</a><a href="#training">Training</a><a href="#evaluation">Evaluation</a><a href="#modes">Blame by mode</a><a href="#mean-errors">Errors by signal</a><a href="#rows">Single rows</a></nav>
            """);
        if (content.Warnings.Count > 0)
        {
            html.Raw("<section class=\"warnings\" aria-label=\"Warnings\"><h2>Warnings</h2><ul>");
            foreach (var warning in content.Warnings) html.Write($"<li>{warning}</li>");
            html.Raw("</ul></section>");
        }
        html.Raw("<dl class=\"facts\">");
        foreach (var fact in content.Facts) html.Write($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>");
        html.Raw("</dl></header>");
    }
}
