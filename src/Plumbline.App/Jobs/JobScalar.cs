using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plumbline.App.Jobs;

/// <summary>Single values of a job file as the settings' types want them.</summary>
internal static class JobScalar
{
    public static IReadOnlyList<string> NamesOf(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static bool TryParse(string text, Type type, out JsonValue? value)
    {
        value = null;
        if (type == typeof(string)) value = JsonValue.Create(text);
        else if (type == typeof(bool) && bool.TryParse(text, out var flag)) value = JsonValue.Create(flag);
        else if (type == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) value = JsonValue.Create(integer);
        else if (type == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) value = JsonValue.Create(number);
        else if (type == typeof(DateTime) && TryParseTime(text, out var time)) value = JsonValue.Create(time);
        else if (type == typeof(TimeSpan) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)) value = JsonValue.Create(span.ToString("c"));
        else if (type.IsEnum && Enum.GetNames(type).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known) value = JsonValue.Create(known);
        return value is not null;
    }

    /// <summary>Times without an offset are UTC.</summary>
    public static bool TryParseTime(string text, out DateTime time) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)
        && text.Length >= "2026-01-31".Length;

    public static string Describe(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(int) ? "a whole number"
        : type == typeof(double) ? "a number"
        : type == typeof(DateTime) ? "a time like 2026-01-31 23:59:00"
        : type == typeof(TimeSpan) ? "a length of time like 01:00:00"
        : "a text";
}
