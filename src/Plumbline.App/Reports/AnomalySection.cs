using Plumbline.App.Pages;
using Plumbline.Detection.Attribution;

namespace Plumbline.App.Reports;

/// <summary>The anomalies found, the most severe first; each leads to its place in the plots.</summary>
internal static class AnomalySection
{
    private const int MostRows = 300, SignalsNamed = 4;

    public static void Write(HtmlWriter html, ReportContent content, PlotData plots)
    {
        var found = content.Entities.SelectMany(entity => entity.Anomalies.Select(anomaly => (Entity: entity, Anomaly: anomaly)))
            .OrderByDescending(pair => pair.Anomaly.Severity).ToList();
        html.Raw("<section id=\"anomalies\"><h2>Anomalies found</h2>");
        if (found.Count == 0)
        {
            html.Absent("No score exceeded its threshold long enough: nothing was found.");
            html.Raw("</section>");
            return;
        }
        html.Write($"""
            <p>{found.Count} in {found.Select(pair => pair.Entity).Distinct().Count()} of {content.Entities.Count} entities, the most severe first.</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Anomalies found"><table><thead><tr><th>Entity</th><th>From</th><th>To</th><th class="number">Steps</th><th class="number">Severity</th><th>What happened, and signals (share of the blame)</th><th>Plots</th></tr></thead><tbody>
            """);
        foreach (var (entity, anomaly) in found.Take(MostRows)) WriteRow(html, entity, anomaly, Place(plots.Shown, entity));
        html.Raw("</tbody></table></div>");
        if (found.Count > MostRows) html.Absent($"{found.Count - MostRows} less severe ones are not listed.");
        html.Raw("</section>");
    }

    private static void WriteRow(HtmlWriter html, ReportEntity entity, ReportAnomaly anomaly, int place)
    {
        html.Write($"<tr><td>{entity.Entity}</td><td class=\"time\">{entity.Time.Format(anomaly.From)}</td><td class=\"time\">{entity.Time.Format(anomaly.To)}</td>");
        html.Write($"<td class=\"number\">{anomaly.To - anomaly.From + 1}</td><td class=\"number\"><span class=\"severity\" style=\"--part:{(int)Math.Clamp(anomaly.Severity, 0, 100)}%\">{Math.Round(anomaly.Severity)}</span></td><td>");
        if (anomaly.Text.Length > 0) html.Write($"<p class=\"told\">{anomaly.Text}</p>");
        foreach (var share in anomaly.Signals.Take(SignalsNamed))
        {
            var (arrow, word) = share.Direction switch
            {
                Direction.High => ("\u2191", "higher than expected"),
                Direction.Low => ("\u2193", "lower than expected"),
                _ => ("\u2300", "stopped reporting"),
            };
            html.Write($"<span class=\"share\">{share.Signal} <span role=\"img\" aria-label=\"{word}\" title=\"{word}\">{arrow}</span> {ReportNumber.Percent(share.Share)}</span> ");
        }
        WriteDetails(html, entity, anomaly);
        html.Raw("</td><td>");
        if (place >= 0)
            html.Write($"<button type=\"button\" class=\"show\" data-entity=\"{place}\" data-from=\"{anomaly.From}\" data-to=\"{anomaly.To}\" aria-label=\"Show {entity.Entity} at {entity.Time.Format(anomaly.From)}\">Show</button>");
        html.Raw("</td></tr>");
    }

    private static void WriteDetails(HtmlWriter html, ReportEntity entity, ReportAnomaly anomaly)
    {
        if (anomaly.Relations.Count > 0)
        {
            html.Raw("<p class=\"told\">No longer together: ");
            foreach (var relation in anomaly.Relations.Take(SignalsNamed))
                html.Write($"<span class=\"share\">{relation.A} and {relation.B} (correlation {relation.Now}, usually {relation.Usual})</span> ");
            html.Raw("</p>");
        }
        if (anomaly.Like is { } like)
            html.Write($"<p class=\"told\">Like the anomaly at {like.From}{(like.Entity.Length > 0 && like.Entity != entity.Entity ? $" of {like.Entity}" : "")} (similarity {like.Similarity})</p>");
    }

    private static int Place(IReadOnlyList<ReportEntity> shown, ReportEntity entity)
    {
        for (var place = 0; place < shown.Count; place++)
            if (ReferenceEquals(shown[place], entity)) return place;
        return -1;
    }
}
