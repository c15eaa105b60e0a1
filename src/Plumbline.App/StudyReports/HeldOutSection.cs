using Plumbline.App.Pages;

namespace Plumbline.App.StudyReports;

/// <summary>Defaults and winner on data that the search never saw.</summary>
internal static class HeldOutSection
{
    public const string Honesty = "Figures on held-out data. They were looked at once, after the search had ended, and were never used in it.";

    public static void Write(HtmlWriter html, IReadOnlyList<HeldOutFigure> figures)
    {
        html.Raw("<section id=\"held-out\"><h2>On held-out data</h2>");
        if (figures.Count == 0) html.Absent("No figures on held-out data: nobody has looked at any. Those of the trials are what the search has chosen by, and flatter the winner.");
        else
        {
            html.Write($"<p>{Honesty}</p><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Figures on held-out data\"><table><thead><tr><th>Figure</th><th class=\"number\">Defaults</th><th class=\"number\">Winner</th><th class=\"number\">Difference</th></tr></thead><tbody>");
            foreach (var figure in figures)
                html.Write($"<tr><th scope=\"row\">{figure.Name}</th><td class=\"number\">{figure.Defaults}</td><td class=\"number\">{figure.Winner}</td><td class=\"number\">{Signed(figure.Winner - figure.Defaults)}</td></tr>");
            html.Raw("</tbody></table></div>");
        }
        html.Raw("</section>");
    }

    private static string Signed(double value) => value > 0 ? $"+{ReportNumber.Format(value)}" : ReportNumber.Format(value);
}
