using Plumbline.App.Pages;

namespace Plumbline.App.Reports;

/// <summary>Script and style that every report carries.</summary>
internal static class ReportAssets
{
    public static string Style => PageAssets.Read("uPlot.min.css") + PageAssets.Style("report.css");

    /// <summary>Our own script.</summary>
    public static string Script => PageAssets.Script("entities.js", "series.js", "pointer.js", "curves.js", "bars.js", "report.js");

    /// <summary>uPlot with its licence in place of its banner, which names an address.</summary>
    public static string Plots
    {
        get
        {
            var script = PageAssets.Read("uPlot.iife.min.js");
            return $"/*! uPlot 1.6.32\n{PageAssets.Read("uPlot.LICENSE")}*/{script[(script.IndexOf("*/", StringComparison.Ordinal) + 2)..]}";
        }
    }
}
