namespace Plumbline.App.Reports;

/// <summary>The report of one detector over one set of data as a single HTML page that needs nothing but itself.</summary>
internal static class ReportPage
{
    /// <summary>Writes the page; it is deterministic and loads nothing from anywhere.</summary>
    /// <exception cref="ArgumentException">Lengths in the content do not agree; all problems are named.</exception>
    public static void Write(TextWriter output, ReportContent content)
    {
        content.Validate();
        var plots = new PlotData(content);
        var errors = MeanErrors.Of(content.Entities);
        var html = new HtmlWriter(output);
        html.Write($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
            <title>{content.Title}</title>
            """);
        html.Raw($"<style>{ReportAssets.Style}</style>\n</head>\n<body>");
        HeadSection.Write(html, content);
        html.Raw("<main>");
        AnomalySection.Write(html, content, plots);
        SeriesSection.Write(html, content, plots);
        TrainingSection.Write(html, content.Training);
        EvaluationSection.Write(html, content.Evaluation, content.Entities.Any(entity => entity.Labels.Length > 0));
        ModeSection.Write(html, content.Modes);
        MeanErrorSection.Write(html, errors);
        RowSection.Write(html, content);
        html.Raw("</main>\n<footer>Made by Plumbline. Times are UTC. A score above the threshold is an alarm; errors are squared, in standard deviations of the fit data.</footer>");
        html.Raw("<noscript>The plots need JavaScript; all tables are complete without it.</noscript>");
        html.Raw($"<script type=\"application/json\" id=\"plots\">{plots.ToJson(errors)}</script>");
        html.Raw($"<script>{ReportAssets.Plots}</script>\n<script>{ReportAssets.Script}</script>\n</body>\n</html>");
    }
}
