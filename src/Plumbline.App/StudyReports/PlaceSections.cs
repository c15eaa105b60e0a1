using Plumbline.App.Pages;

namespace Plumbline.App.StudyReports;

/// <summary>Where in the space the good trials are: all parameters at once, each by itself, two at a time.</summary>
internal static class PlaceSections
{
    private const string NoTrial = "No trial is complete, so there is nothing to show.";

    public static void Write(HtmlWriter html, StudySummary summary, StudyPlotData plots)
    {
        html.Raw("<section id=\"parallel\"><h2>All parameters at once</h2>");
        if (summary.Best is null || plots.Parameters.Count == 0) html.Absent(NoTrial);
        else
            Plot.Write(html, "parallel-plot", $"Settings of {summary.Complete.Count} complete trials, a line each across {plots.Parameters.Count} parameters and the objective; the numbers are in the table of trials",
                "Each line is a complete trial; the strong ones are the best tenth. Where they come together a parameter matters, where they spread it does not. A line that dips to the foot of an axis has no value there: the parameter does not count with its other settings, or was left at a default out of the range. Better objectives are at the top.");
        html.Raw("</section>");

        html.Raw("<section id=\"slices\"><h2>Each parameter by itself</h2>");
        if (summary.Best is null || plots.Parameters.Count == 0) html.Absent(NoTrial);
        else
        {
            html.Raw("<div class=\"slices\">");
            for (var i = 0; i < plots.Parameters.Count; i++)
                html.Write($"<div class=\"plot slice\" data-parameter=\"{i}\" role=\"img\" aria-label=\"Objective over {plots.Parameters[i].Name}; the numbers are in the table of trials\"></div>");
            html.Raw("</div><p class=\"hint\">Objective over one parameter, whatever the others were; strong marks are the best tenth. If they crowd at an end of the range, better settings may lie beyond it. A bar over a choice is its median.</p>");
        }
        html.Raw("</section>");

        html.Raw("<section id=\"contour\"><h2>Two parameters at a time</h2>");
        var pairs = plots.Pairs.ToList();
        if (summary.Best is null) html.Absent(NoTrial);
        else if (pairs.Count == 0) html.Absent("There are no two numbers among the parameters with three values or more that were tried.");
        else
        {
            if (pairs.Count > 1)
            {
                html.Raw("<div class=\"toolbar\"><label>Parameters <select id=\"pair\">");
                for (var i = 0; i < pairs.Count; i++) html.Write($"<option value=\"{i}\">{pairs[i].X.Name} and {pairs[i].Y.Name}</option>");
                html.Raw("</select></label></div>");
            }
            Plot.Write(html, "contour-plot", $"Objective over {pairs[0].X.Name} and {pairs[0].Y.Name}, smoothed between the trials; the numbers are in the table of trials",
                "Points are complete trials; the surface between them is a mean of those around, weighted by distance, blank where none is near. It averages over all other parameters.");
        }
        html.Raw("</section>");
    }
}
