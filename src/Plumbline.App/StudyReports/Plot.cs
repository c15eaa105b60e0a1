using Plumbline.App.Pages;

namespace Plumbline.App.StudyReports;

/// <summary>The place of a plot that the script draws, with what it shows in words.</summary>
internal static class Plot
{
    /// <param name="description">For those who do not see it: what it shows, with its main figure.</param>
    /// <param name="hint">How to read it, in a sentence.</param>
    public static void Write(HtmlWriter html, string id, string description, string hint)
    {
        html.Write($"<div class=\"plot\" id=\"{id}\" role=\"img\" aria-label=\"{description}\"></div><p class=\"hint\">{hint}</p>\n");
    }
}
