namespace Plumbline.App.Pages;

/// <summary>Numbers as people read them: four significant digits, an exponent only where zeros would have to be counted.</summary>
internal static class ReportNumber
{
    public static string Format(double value)
    {
        if (double.IsNaN(value)) return "\u2013";
        if (double.IsInfinity(value)) return value > 0 ? "\u221e" : "-\u221e";
        var size = Math.Abs(value);
        if (size is 0) return "0";
        if (size is < 0.001 or >= 1e7) return value.ToString("0.###e+0");
        return size switch
        {
            >= 1000 => value.ToString("#,0"),
            >= 100 => value.ToString("0.#"),
            >= 10 => value.ToString("0.##"),
            >= 1 => value.ToString("0.###"),
            _ => value.ToString("0.####"),
        };
    }

    public static string Percent(double share) => double.IsNaN(share) ? "\u2013" : (100 * share).ToString(share < 0.1 ? "0.0" : "0") + " %";
}
