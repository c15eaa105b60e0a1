using Plumbline.Data;

namespace Plumbline.Preprocessing;

/// <summary>Finds a model's signals among the columns of a frame, by name.</summary>
internal static class SignalColumns
{
    /// <returns>Column of each signal, [signal].</returns>
    /// <exception cref="DataFormatException">Signals are missing or new; both lists are named.</exception>
    public static int[] Find(SeriesFrame frame, IReadOnlyList<string> signals, IReadOnlyList<string> excluded)
    {
        if (ReferenceEquals(frame.Signals, signals) || (frame.SignalCount == signals.Count && frame.Signals.SequenceEqual(signals)))
            return Enumerable.Range(0, signals.Count).ToArray();

        var columnOf = new Dictionary<string, int>(frame.SignalCount);
        for (var column = 0; column < frame.SignalCount; column++) columnOf[frame.Signals[column]] = column;
        var missing = signals.Where(name => !columnOf.ContainsKey(name)).ToList();
        var known = signals.Concat(excluded).ToHashSet();
        var added = frame.Signals.Where(name => !known.Contains(name)).ToList();
        if (missing.Count == 0 && added.Count == 0) return signals.Select(name => columnOf[name]).ToArray();

        var found = new List<string>();
        if (missing.Count > 0) found.Add($"missing {Scaler.Quoted(missing)}");
        if (added.Count > 0) found.Add($"new {Scaler.Quoted(added)}");
        throw new DataFormatException(frame.Source, "header", string.Join(" and ", found),
            $"the {signals.Count} signals the model was fitted on, in any order");
    }
}
