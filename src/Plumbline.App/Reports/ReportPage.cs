using Plumbline.App.Pages;

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
        PageFrame.Open(html, content.Title, ReportAssets.Style);
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
        PageFrame.Close(html, plots.ToJson(errors), ReportAssets.Plots, ReportAssets.Script);
    }
}
