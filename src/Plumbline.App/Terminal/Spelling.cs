namespace Plumbline.App.Terminal;

/// <summary>What a misspelt name most likely meant.</summary>
internal static class Spelling
{
    /// <summary>The candidate with the smallest edit distance, ignoring case; null when none is close (a third of the letters, at least two).</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        var nearest = candidates.Select(candidate => (candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .OrderBy(pair => pair.Distance).FirstOrDefault((candidate: null!, Distance: int.MaxValue));
        return nearest.Distance <= Math.Max(2, name.Length / 3) ? nearest.candidate : null;
    }

    /// <summary>A preset that there is none of.</summary>
    public static UsageException NoPreset(string name, IReadOnlyCollection<string> candidates) =>
        new($"found the preset '{name}'; expected {(Nearest(name, candidates) is { } nearest ? $"'{nearest}' perhaps, " : "")}one of {string.Join(", ", candidates)}.");

    /// <summary>Fewest insertions, deletions and substitutions (Levenshtein).</summary>
    public static int Distance(ReadOnlySpan<char> from, ReadOnlySpan<char> to)
    {
        var row = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++) row[j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
