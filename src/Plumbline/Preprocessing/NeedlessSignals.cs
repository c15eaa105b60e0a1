using Plumbline.Data;

namespace Plumbline.Preprocessing;

/// <summary>Finds the signals that options leave out because the fit rows tell nothing by them.</summary>
internal static class NeedlessSignals
{
    /// <param name="frames">Fit rows, with the same signals in any order. Context is not looked at.</param>
    /// <returns>Names, in the order of the first frame.</returns>
    public static IReadOnlyList<string> Find(IReadOnlyList<SeriesFrame> frames, PreprocessorOptions options)
    {
        if (!options.DropEmpty && !options.DropDuplicates) return [];
        string[] others = [.. options.Exclude, .. options.Context];
        var names = frames[0].Signals.Where(name => !others.Contains(name)).ToArray();
        var columns = frames.Select(frame => SignalColumns.Find(frame, names, others)).ToList();
        var needless = new List<string>();
        var kept = new List<int>();
        for (var signal = 0; signal < names.Length; signal++)
        {
            if (options.DropEmpty && frames.Select((frame, f) => IsEmpty(frame, columns[f][signal])).All(empty => empty)) needless.Add(names[signal]);
            else if (options.DropDuplicates && kept.Any(other => frames.Select((frame, f) => AreEqual(frame, columns[f][signal], columns[f][other])).All(equal => equal)))
                needless.Add(names[signal]);
            else kept.Add(signal);
        }
        return needless;
    }

    private static bool IsEmpty(SeriesFrame frame, int column)
    {
        var values = frame.Values.Span;
        for (var i = column; i < values.Length; i += frame.SignalCount)
        {
            if (!double.IsNaN(values[i])) return false;
        }
        return true;
    }

    private static bool AreEqual(SeriesFrame frame, int column, int other)
    {
        var values = frame.Values.Span;
        for (var (i, j) = (column, other); i < values.Length; i += frame.SignalCount, j += frame.SignalCount)
        {
            if (!values[i].Equals(values[j])) return false; // NaN equals NaN
        }
        return true;
    }
}
