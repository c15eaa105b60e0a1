using Plumbline.App.Pages;

namespace Plumbline.App.Reports;

/// <summary>Score over time, labels, and the two heat maps below it; drawn by the script.</summary>
internal static class SeriesSection
{
    public static void Write(HtmlWriter html, ReportContent content, PlotData plots)
    {
        html.Raw("<section id=\"series\"><h2>Alarm signal and heat maps</h2>");
        html.Raw("<div class=\"toolbar\" role=\"toolbar\" aria-label=\"View\">");
        if (plots.Shown.Count > 1)
        {
            html.Raw("<label>Entity <select id=\"entity\">");
            for (var place = 0; place < plots.Shown.Count; place++) html.Write($"<option value=\"{place}\">{Option(plots.Shown[place])}</option>");
            html.Raw("</select></label>");
        }
        html.Raw("""
            <label><input type="checkbox" id="log"> log scale</label>
            <span class="group" id="map-options"><label>Error <select id="error-kind"><option value="squared">squared</option><option value="absolute">absolute</option></select></label>
            <label>Order <select id="order"><option value="data">as in the data</option><option value="error">largest error first</option></select></label></span>
            <span class="group"><button type="button" id="previous" title="Previous found anomaly">&#8249; anomaly</button><button type="button" id="next" title="Next found anomaly">anomaly &#8250;</button></span>
            <span class="group"><button type="button" id="left" aria-label="Earlier">&#8592;</button><button type="button" id="right" aria-label="Later">&#8594;</button><button type="button" id="in" aria-label="Zoom in">+</button><button type="button" id="out" aria-label="Zoom out">&#8722;</button><button type="button" id="whole">Whole series</button></span>
            </div>
            <p class="hint">Drag to zoom, Shift + drag to move, Ctrl + wheel to zoom, double click for the whole series; with the keyboard: arrow keys, + and &#8722;, 0.</p>
            <div id="stack" tabindex="0" role="group" aria-label="Score, labels and heat maps over time"><figure><figcaption>Alarm signal (score)</figcaption><div id="score" role="img"></div><canvas id="strip" role="img"></canvas></figure>
            """);
        if (plots.WithHeatMap.Count > 0)
        {
            html.Raw("""
                <figure id="data-figure"><figcaption>Standardised values <canvas class="legend" id="data-legend" role="img" aria-label="Colours from -1.96 to 1.96 standard deviations"></canvas></figcaption><canvas id="data-map" role="img"></canvas></figure>
                <figure id="error-figure"><figcaption><span id="error-caption">Squared errors</span> <canvas class="legend" id="error-legend" role="img" aria-label="Colours from the 25 % to the 95 % quantile of the errors"></canvas></figcaption><canvas id="error-map" role="img"></canvas></figure>
                """);
        }
        html.Raw("<div id=\"crosshair\" hidden></div><div id=\"selection\" hidden></div></div><div id=\"tooltip\" role=\"status\" hidden></div><p class=\"hint\" id=\"resolution\"></p>");
        html.Raw("<p class=\"absent\" id=\"no-heat-map\" hidden>No heat maps for this entity: they are kept for the entities with the highest scores.</p>");
        if (plots.WithHeatMap.Count == 0) html.Absent("No heat maps: the report was given neither values nor errors of the signals.");
        if (plots.Shown.Any(entity => entity.Labels.Length == 0)) html.Absent("Where the data carry no labels, the strip shows only what was found.");
        if (plots.Shown.Count < content.Entities.Count)
            html.Absent($"{plots.Shown.Count} of {content.Entities.Count} entities are plotted, those with the highest scores.");
        html.Raw("</section>");
    }

    private static string Option(ReportEntity entity) => entity.Anomalies.Count switch
    {
        0 => entity.Entity,
        1 => $"{entity.Entity} (1 anomaly)",
        var count => $"{entity.Entity} ({count} anomalies)",
    };
}
