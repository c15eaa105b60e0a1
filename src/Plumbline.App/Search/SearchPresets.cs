using Plumbline.App.Terminal;

namespace Plumbline.App.Search;

/// <summary>Searches that are there already: job files with their section <c>tune</c>, in this program.</summary>
internal static class SearchPresets
{
    private const string Prefix = "Plumbline.App.Search.presets.";

    /// <summary>Names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(SearchPresets).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..^".yaml".Length]).Order(StringComparer.Ordinal)];

    /// <summary>Those for sequence models; the others are for detectors.</summary>
    public static bool IsOfSequences(string name) => name.StartsWith("sequence-", StringComparison.Ordinal);

    /// <summary>One of them as text.</summary>
    /// <param name="ofSequences">Which kind is wanted.</param>
    /// <exception cref="UsageException">There is no such search; the nearest is suggested.</exception>
    public static string Text(string name, bool ofSequences)
    {
        if (!Names.Contains(name) || IsOfSequences(name) != ofSequences) throw Unknown(name, ofSequences);
        using var stream = typeof(SearchPresets).Assembly.GetManifestResourceStream($"{Prefix}{name}.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What it searches: its first line.</summary>
    public static string Description(string name) => Text(name, IsOfSequences(name)).Split('\n')[0].TrimStart('#', ' ').Trim();

    private static UsageException Unknown(string name, bool ofSequences)
    {
        var known = Names.Where(one => IsOfSequences(one) == ofSequences).ToList();
        return new UsageException($"found the search '{name}'; expected {(Spelling.Nearest(name, known) is { } nearest ? $"'{nearest}' perhaps, " : "")}one of {string.Join(", ", known)}"
            + (Names.Contains(name) ? $" ('{name}' is one of '{(ofSequences ? "tune" : "sequence tune")}')." : ", or a job file of your own (--job)."));
    }
}
