using System.Text.Json;

namespace Plumbline.Tests.Evaluation;

/// <summary>One file of golden numbers that remembers which of them were compared, so that none is left out unseen.</summary>
internal sealed class GoldenCase
{
    private const double Tolerance = 1e-6;

    private readonly Dictionary<string, double?> values = [];
    private readonly HashSet<string> open;

    public GoldenCase(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Golden($"metrics/{name}.json")));
        var root = document.RootElement;
        Scores = root.GetProperty("scores").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        Labels = root.GetProperty("labels").EnumerateArray().Select(value => value.GetInt32()).ToArray();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name is not ("scores" or "labels")) Collect(property.Name, property.Value);
        }
        open = [.. values.Where(value => value.Value is not null).Select(value => value.Key)];
    }

    public double[] Scores { get; }

    public int[] Labels { get; }

    /// <summary>Numbers not compared so far.</summary>
    public IEnumerable<string> Open => open.Order(StringComparer.Ordinal);

    public bool Has(string path) => values.Keys.Any(key => key == path || key.StartsWith(path + "/", StringComparison.Ordinal));

    public IEnumerable<string> Children(string path) =>
        values.Keys.Where(key => key.StartsWith(path + "/", StringComparison.Ordinal)).Select(key => key[(path.Length + 1)..].Split('/')[0]).Distinct();

    public bool[] FlagsAbove(double threshold) => Array.ConvertAll(Scores, score => score > threshold);

    public bool[] FlagsFrom(double threshold) => Array.ConvertAll(Scores, score => score >= threshold);

    /// <summary>A number that a test takes as input.</summary>
    public double Given(string path)
    {
        open.Remove(path);
        return values[path]!.Value;
    }

    /// <summary>Compares one number; null in the file asks for null.</summary>
    public void Check(string path, double? actual)
    {
        Assert.True(values.TryGetValue(path, out var expected), $"no golden number {path}");
        open.Remove(path);
        if (expected is not { } number) Assert.True(actual is null, $"{path}: expected null, got {actual}");
        else Assert.True(actual is { } value && Math.Abs(value - number) <= Tolerance, $"{path}: expected {number}, got {actual?.ToString() ?? "null"}");
    }

    /// <summary>Compares one number where the file writes 0 for what has nothing to divide by, and we write null.</summary>
    public void CheckZeroForNull(string path, double? actual) => Check(path, actual ?? 0);

    private void Collect(string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject()) Collect($"{path}/{property.Name.Replace('/', '-')}", property.Value);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray()) Collect($"{path}/{index++}", item);
                break;
            case JsonValueKind.Number:
                values[path] = element.GetDouble();
                break;
            case JsonValueKind.Null:
                values[path] = null;
                break;
        }
    }
}
