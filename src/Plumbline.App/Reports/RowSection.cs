using Plumbline.App.Pages;

namespace Plumbline.App.Reports;

/// <summary>The largest errors of single rows, in the units of the source.</summary>
internal static class RowSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        html.Raw("<section id=\"rows\"><h2>Largest errors of single rows</h2>");
        if (content.Rows.Count == 0) html.Absent("No row was chosen to be explained.");
        html.Raw("<div class=\"tops\">");
        foreach (var row in content.Rows) WriteRow(html, row, content.Entities.FirstOrDefault(entity => entity.Entity == row.Entity));
        html.Raw("</div></section>");
    }

    private static void WriteRow(HtmlWriter html, ReportRow row, ReportEntity? entity)
    {
        var time = entity is not null && row.Step >= 0 && row.Step < entity.StepCount ? entity.Time.Format(row.Step) : $"step {row.Step}";
        html.Write($"<table><caption>{row.Entity} at {time}: {row.Why}</caption><thead><tr><th>Signal</th><th class=\"number\">Observed</th><th class=\"number\">Expected</th><th class=\"number\">Error</th><th class=\"number\">Share</th></tr></thead><tbody>");
        foreach (var error in row.Errors)
            html.Write($"<tr><th scope=\"row\">{error.Signal}</th><td class=\"number\">{error.Observed}</td><td class=\"number\">{error.Expected}</td><td class=\"number\">{error.Error}</td><td class=\"number\">{ReportNumber.Percent(error.Share)}</td></tr>");
        html.Raw("</tbody></table>");
    }
}
