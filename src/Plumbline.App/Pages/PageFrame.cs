namespace Plumbline.App.Pages;

/// <summary>What stands around every page: one HTML file that needs nothing but itself, and loads nothing from anywhere.</summary>
internal static class PageFrame
{
    /// <summary>From the first line to the start of the body.</summary>
    public static void Open(HtmlWriter html, string title, string style)
    {
        html.Write($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
            <title>{title}</title>
            """);
        html.Raw($"<style>{style}</style>\n</head>\n<body>");
    }

    /// <summary>Data and scripts, then the end.</summary>
    /// <param name="plots">JSON in which no markup can be.</param>
    public static void Close(HtmlWriter html, string plots, params IEnumerable<string> scripts)
    {
        html.Raw("<noscript>The plots need JavaScript; all tables are complete without it.</noscript>");
        html.Raw($"<script type=\"application/json\" id=\"plots\">{plots}</script>");
        foreach (var script in scripts) html.Raw($"<script>{script}</script>");
        html.Raw("</body>\n</html>");
    }
}
