using Plumbline.App.Pages;
using Plumbline.Detection.Attribution;

namespace Plumbline.App.Reports;

/// <summary>Which signals the score is made of in the rows of each label.</summary>
internal static class ModeSection
{
    private const int Top = 20, MostModes = 8;

    /// <param name="modes">By rising label; empty without labels.</param>
    public static void Write(HtmlWriter html, IReadOnlyList<ModeAttribution> modes)
    {
        html.Raw("<section id=\"modes\"><h2>Blame by mode</h2>");
        if (modes.Count == 0) html.Absent("The data carry no labels, so there are no modes to tell apart.");
        else
        {
            html.Write($"<p class=\"hint\">Mean share of the score of each signal over all rows of a label, the {Math.Min(Top, modes[0].Signals.Count)} largest.</p><div class=\"tops\">");
            foreach (var mode in modes.OrderBy(mode => mode.Label == 0).Take(MostModes)) WriteMode(html, mode);
            html.Raw("</div>");
        }
        html.Raw("</section>");
    }

    private static void WriteMode(HtmlWriter html, ModeAttribution mode)
    {
        html.Write($"<table class=\"bars\"><caption>{ReportContent.ClassName(mode.Label)} ({mode.Rows} rows)</caption><tbody>");
        foreach (var signal in mode.Signals.Take(Top))
        {
            var part = mode.Signals[0].Share > 0 ? (int)Math.Round(1000 * signal.Share / mode.Signals[0].Share) : 0;
            html.Write($"<tr><th scope=\"row\">{signal.Name}</th><td><span class=\"bar\" style=\"--part:{part / 10}.{part % 10}%\"></span></td><td class=\"number\">{ReportNumber.Percent(signal.Share)}</td></tr>");
        }
        html.Raw("</tbody></table>");
    }
}
