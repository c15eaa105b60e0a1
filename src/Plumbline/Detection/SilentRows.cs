using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Rows in which a signal has stopped reporting that usually does; of <see cref="Cleaning"/>.</summary>
internal static class SilentRows
{
    /// <param name="longest">Rows in a row that a signal may be missing, as they are filled.</param>
    /// <param name="share">Of all rows; a signal that is silent in more of them is one that seldom reports.</param>
    /// <returns>[frame][row], false where a signal is silent; and these stretches.</returns>
    public static (bool[][] Keeps, List<DroppedStretch> Dropped) Find(IReadOnlyList<SeriesFrame> frames, int longest, double share)
    {
        var keeps = frames.Select(frame => Enumerable.Repeat(true, frame.StepCount).ToArray()).ToArray();
        var silences = new List<(int Frame, StepRange Rows, string Signal)>();
        foreach (var signal in frames[0].Signals)
        {
            var gaps = frames.SelectMany((frame, i) => Gaps(frame, signal, longest).Select(rows => (i, rows, signal))).ToList();
            if (gaps.Sum(gap => gap.rows.Length) <= share * frames.Sum(frame => frame.StepCount)) silences.AddRange(gaps);
        }
        foreach (var (frame, rows, _) in silences) keeps[frame].AsSpan(rows.Start, rows.Length).Clear();
        var dropped = new List<DroppedStretch>();
        for (var i = 0; i < keeps.Length; i++)
        {
            var (frame, number) = (frames[i], i);
            foreach (var rows in StepRange.FromFlags(Array.ConvertAll(keeps[i], keep => !keep)))
            {
                var signals = silences.Where(silence => silence.Frame == number && silence.Rows.Touches(rows)).Select(silence => silence.Signal).Distinct();
                dropped.Add(new DroppedStretch(frame.Entity, frame.Time.Format(rows.Start), frame.Time.Format(rows.End), rows.Length, null, [.. signals]));
            }
        }
        return (keeps, dropped);
    }

    // Without the first rows of each gap, which are filled.
    private static IEnumerable<StepRange> Gaps(SeriesFrame frame, string signal, int longest)
    {
        var column = Enumerable.Range(0, frame.SignalCount).First(i => frame.Signals[i] == signal);
        var missing = new bool[frame.StepCount];
        for (var row = 0; row < missing.Length; row++) missing[row] = double.IsNaN(frame.Row(row)[column]);
        return StepRange.FromFlags(missing).Where(rows => rows.Length > longest).Select(rows => rows with { Start = rows.Start + longest });
    }
}
