using Plumbline.App.Pages;

namespace Plumbline.App.StudyReports;

/// <summary>A bar for each parameter.</summary>
internal static class ImportanceSection
{
    public const string Reading = "How much a parameter tells about being among the best trials (PED-ANOVA, Watanabe and others, 2023); shares of all parameters together are 1. What matters little can stay at its default.";

    public static void Write(HtmlWriter html, StudyReport report)
    {
        html.Raw("<section id=\"importance\"><h2>Importance of parameters</h2>");
        if (report.Importance.Count == 0) html.Absent("Too few trials are complete to say which parameters matter.");
        else
        {
            var ranked = report.Importance.OrderByDescending(share => share.Share).ToList();
            html.Raw("<table class=\"bars importance\"><tbody>");
            foreach (var share in ranked)
            {
                var part = ranked[0].Share > 0 && share.Share > 0 ? (int)Math.Round(1000 * share.Share / ranked[0].Share) : 0;
                html.Write($"<tr><th scope=\"row\">{share.Parameter}</th><td><span class=\"bar\" style=\"--part:{part / 10}.{part % 10}%\"></span></td><td class=\"number\">{ReportNumber.Percent(share.Share)}</td></tr>");
            }
            html.Write($"</tbody></table><p class=\"hint\">{Reading}{(report.Definition.Objectives.Count > 1 ? $" Of the first objective, {report.Definition.Objectives[0].Name}." : "")}</p>");
        }
        html.Raw("</section>");
    }
}
