using Plumbline.App.Pages;

namespace Plumbline.App.StudyReports;

/// <summary>A search for the best settings as a single HTML page that needs nothing but itself.</summary>
internal static class StudyPage
{
    /// <summary>Writes the page; the same study gives the same page.</summary>
    public static void Write(StudyReport report, TextWriter output)
    {
        var summary = new StudySummary(report);
        var plots = new StudyPlotData(report, summary);
        var html = new HtmlWriter(output);
        PageFrame.Open(html, report.Title, PageAssets.Style("study.css"));
        StudyHead.Write(html, report, summary);
        html.Raw("<main>");
        SettingsSection.Write(html, report, summary);
        HeldOutSection.Write(html, report.HeldOut);
        HistorySection.Write(html, report, summary, plots);
        FrontSection.Write(html, report, summary);
        ImportanceSection.Write(html, report);
        PlaceSections.Write(html, summary, plots);
        CourseSections.Write(html, summary, plots);
        TrialSection.Write(html, report, summary, plots);
        html.Raw("</main>\n<footer>Made by Plumbline. Times are UTC.</footer><div id=\"tooltip\" role=\"status\" hidden></div>");
        PageFrame.Close(html, plots.ToJson(), PageAssets.Script("axes.js", "marks.js", "history.js", "places.js", "course.js", "study.js"));
    }
}
