using Plumbline.App.Pages;

namespace Plumbline.App.Reports;

/// <summary>Which signals are reconstructed badly in each class of rows.</summary>
internal static class MeanErrorSection
{
    private const int Top = 20, MostClasses = 8;

    public static void Write(HtmlWriter html, MeanErrors? errors)
    {
        html.Raw("<section id=\"mean-errors\"><h2>Mean error by signal</h2>");
        if (errors is null) html.Absent("No mean errors: the report was given no errors of the signals.");
        else
        {
            if (!errors.ByLabel) html.Absent("The data carry no labels: rows are told apart by whether they lie in an anomaly that was found.");
            html.Raw("<h3>All signals</h3><label><input type=\"checkbox\" id=\"log-bars\"> log scale</label><div id=\"bars\"></div>");
            html.Write($"<h3>Largest {Math.Min(Top, errors.Signals.Count)} of each class</h3><div class=\"tops\">");
            foreach (var (name, rows, mean) in errors.Classes.Take(MostClasses)) WriteTop(html, errors, name, rows, mean);
            html.Raw("</div>");
            WriteTable(html, errors);
        }
        html.Raw("</section>");
    }

    private static void WriteTop(HtmlWriter html, MeanErrors errors, string name, int rows, double[] mean)
    {
        var places = MeanErrors.Largest(mean, Top).ToList();
        html.Write($"<table class=\"bars\"><caption>{name} ({rows} rows)</caption><tbody>");
        foreach (var place in places)
        {
            var part = mean[places[0]] > 0 ? (int)Math.Round(1000 * mean[place] / mean[places[0]]) : 0;
            html.Write($"<tr><th scope=\"row\">{errors.Signals[place]}</th><td><span class=\"bar\" style=\"--part:{part / 10}.{part % 10}%\"></span></td><td class=\"number\">{mean[place]}</td></tr>");
        }
        html.Raw("</tbody></table>");
    }

    private static void WriteTable(HtmlWriter html, MeanErrors errors)
    {
        html.Raw("<details><summary>All numbers</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Mean errors\"><table><thead><tr><th>Signal</th>");
        foreach (var (name, _, _) in errors.Classes) html.Write($"<th class=\"number\">{name}</th>");
        html.Raw("</tr></thead><tbody>");
        for (var signal = 0; signal < errors.Signals.Count; signal++)
        {
            html.Write($"<tr><th scope=\"row\">{errors.Signals[signal]}</th>");
            foreach (var (_, _, mean) in errors.Classes) html.Write($"<td class=\"number\">{mean[signal]}</td>");
            html.Raw("</tr>");
        }
        html.Raw("</tbody></table></div></details>");
    }
}
