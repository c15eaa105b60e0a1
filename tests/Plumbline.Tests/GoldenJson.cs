using System.Text.Json;

namespace Plumbline.Tests;

/// <summary>Golden numbers as nested JSON, with the comparisons tests need.</summary>
internal static class GoldenJson
{
    public static JsonElement Load(string relative)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Golden(relative)));
        return document.RootElement.Clone();
    }

    /// <summary>All numbers of nested arrays in reading order; null becomes NaN.</summary>
    public static double[] Numbers(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => [.. element.EnumerateArray().SelectMany(child => child.Numbers())],
        JsonValueKind.Null => [double.NaN],
        _ => [element.GetDouble()],
    };

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            // Relative to the larger of the value and 1e-3 of unit scale, so that exact zeros can be compared too.
            var tolerance = relative * Math.Max(Math.Abs(expected[i]), 1e-3);
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{what}[{i}]: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }
}
