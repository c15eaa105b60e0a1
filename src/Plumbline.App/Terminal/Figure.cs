namespace Plumbline.App.Terminal;

/// <summary>Numbers as people read them.</summary>
internal static class Figure
{
    /// <summary>Stands where a metric has no value, never a 0.</summary>
    public const string Undefined = "undefined";

    /// <summary>Four significant digits or so; <see cref="Undefined"/> for null and NaN.</summary>
    public static string Of(double? value) => value switch
    {
        null or double.NaN => Undefined,
        0 => "0",
        { } number when Math.Abs(number) is >= 1e6 or < 1e-3 => number.ToString("0.###e+0"),
        { } number when Math.Abs(number) >= 100 => number.ToString("0.#"),
        { } number => number.ToString("0.####"),
    };

    /// <summary>A length of time, in the unit a person would choose.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 1e-3 => $"{seconds * 1e6:0} us",
        < 1 => $"{seconds * 1e3:0.#} ms",
        < 120 => $"{seconds:0.##} s",
        _ => $"{seconds / 60:0.#} min",
    };

    public static string Bytes(double bytes) => bytes < 1e9 ? $"{bytes / 1e6:0.#} MB" : $"{bytes / 1e9:0.##} GB";
}
