namespace Plumbline.App.Reports;

/// <summary>Script and style that every page carries.</summary>
internal static class ReportAssets
{
    private static readonly string[] Parts = ["values.js", "series.js", "pointer.js", "curves.js", "bars.js", "report.js"];

    public static string Style => Read("uPlot.min.css") + Read("report.css");

    /// <summary>Our own script; its parts share one scope, in this order.</summary>
    public static string Script => $$"""
        (() => {
        'use strict';
        {{string.Concat(Parts.Select(Read))}}
        })();
        """;

    /// <summary>uPlot with its licence in place of its banner, which names an address.</summary>
    public static string Plots
    {
        get
        {
            var script = Read("uPlot.iife.min.js");
            return $"/*! uPlot 1.6.32\n{Read("uPlot.LICENSE")}*/{script[(script.IndexOf("*/", StringComparison.Ordinal) + 2)..]}";
        }
    }

    private static string Read(string name)
    {
        using var stream = typeof(ReportAssets).Assembly.GetManifestResourceStream($"Plumbline.App.Reports.assets.{name}")
            ?? throw new InvalidOperationException($"The program was built without its part '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
