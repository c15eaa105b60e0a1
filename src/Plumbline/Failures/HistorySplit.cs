using Plumbline.Data;

namespace Plumbline.Failures;

/// <summary>Histories to learn from and others to judge by: no entity is on both sides, and what is learned from lies before the cut-off, what is judged after it.</summary>
/// <param name="Fit">To learn from; without the rows from the cut-off on.</param>
/// <param name="Rest">Of the other entities, whole: rows before the cut-off are context for scores after it (<see cref="Judged"/>).</param>
public sealed record HistorySplit(IReadOnlyList<SeriesFrame> Fit, IReadOnlyList<SeriesFrame> Rest)
{
    private long? CutOff { get; init; }

    /// <param name="histories">Each entity once, its times never falling; in any order, the split does not depend on it.</param>
    /// <param name="share">Of the entities that are set aside, 0 to below 1; of those that fail and of those that do not alike.</param>
    /// <param name="seed">Another one sets others aside.</param>
    /// <param name="cutOff">First time that is not learned from, on the axis of the histories; null learns from all rows of an entity. What fails later counts as healthy when
    /// learning, since nobody knew; what ended before is not judged.</param>
    /// <exception cref="ArgumentException">An entity comes twice, or the share is out of range.</exception>
    public static HistorySplit Of(IReadOnlyList<SeriesFrame> histories, double share, int seed, long? cutOff = null)
    {
        if (!(share is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "Not from 0 to below 1.");
        if (histories.GroupBy(history => history.Entity).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"Entity '{twice.Key}' comes twice.", nameof(histories));
        var random = new Random(seed);
        var aside = new HashSet<string>();
        foreach (var kind in histories.GroupBy(history => ScoredHistory.FailureOf(history) is not null).OrderBy(kind => kind.Key))
        {
            string[] names = [.. kind.Select(history => history.Entity).Order(StringComparer.Ordinal)];
            random.Shuffle(names);
            var count = (int)Math.Round(share * names.Length);
            if (count == 0 && share > 0 && names.Length > 1) count = 1;
            aside.UnionWith(names.Take(count));
        }
        var fit = histories.Where(history => !aside.Contains(history.Entity)).Select(history => Before(history, cutOff)).Where(history => history.StepCount > 0);
        var rest = histories.Where(history => aside.Contains(history.Entity) && (cutOff is not { } from || LastOf(history) >= from));
        return new HistorySplit([.. fit], [.. rest]) { CutOff = cutOff };
    }

    /// <summary>Scores of one of <see cref="Rest"/> as they are judged: from the cut-off on.</summary>
    /// <param name="scores">[row].</param>
    public ScoredHistory Judged(SeriesFrame history, ReadOnlyMemory<double> scores)
    {
        var whole = ScoredHistory.Of(history, scores);
        var start = CutOff is { } from ? RowsBefore(history, from) : 0;
        return start == 0 ? whole : whole with { Time = whole.Time.Slice(start, whole.Time.Count - start), Scores = scores[start..], Failure = whole.Failure - start };
    }

    private static SeriesFrame Before(SeriesFrame history, long? cutOff) => cutOff is { } end ? history.Slice(0, RowsBefore(history, end)) : history;

    private static int RowsBefore(SeriesFrame history, long time)
    {
        var rows = 0;
        while (rows < history.StepCount && history.Time[rows] < time) rows++;
        return rows;
    }

    // Of the failure, or the last row there is; nothing is judged after it.
    private static long LastOf(SeriesFrame history) => history.StepCount == 0 ? long.MinValue : history.Time[ScoredHistory.FailureOf(history) ?? (history.StepCount - 1)];
}
