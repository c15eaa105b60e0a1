namespace Plumbline.App.Reports;

/// <summary>Mean error of every signal, for each class of rows.</summary>
/// <param name="Signals">As in the frames.</param>
/// <param name="Classes">Name, number of rows, and mean squared error by signal.</param>
/// <param name="ByLabel">Rows are classed by label; otherwise, for want of labels, by the detector's own anomalies.</param>
internal sealed record MeanErrors(
    IReadOnlyList<string> Signals, IReadOnlyList<(string Name, int Rows, double[] Mean)> Classes, bool ByLabel)
{
    /// <summary>Over all entities that have errors and the signals of the first of them; null when none has.</summary>
    public static MeanErrors? Of(IReadOnlyList<ReportEntity> entities)
    {
        var withErrors = entities.Where(entity => entity.Errors.Length > 0).ToList();
        if (withErrors.Count == 0) return null;
        var signals = withErrors[0].Signals;
        var byLabel = withErrors.Any(entity => entity.Labels.Length > 0);
        var sums = new SortedDictionary<int, (int Rows, double[] Sum, int[] Count)>();
        foreach (var entity in withErrors)
        {
            if ((byLabel && entity.Labels.Length == 0) || !entity.Signals.SequenceEqual(signals)) continue;
            var classes = byLabel ? entity.Labels.ToArray() : Found(entity);
            for (var step = 0; step < entity.StepCount; step++)
            {
                if (!sums.TryGetValue(classes[step], out var sum)) sum = (0, new double[signals.Count], new int[signals.Count]);
                sums[classes[step]] = sum with { Rows = sum.Rows + 1 };
                var row = entity.Errors.Span.Slice(step * signals.Count, signals.Count);
                for (var signal = 0; signal < row.Length; signal++)
                {
                    if (float.IsNaN(row[signal])) continue;
                    sum.Sum[signal] += row[signal];
                    sum.Count[signal]++;
                }
            }
        }
        return new MeanErrors(signals, [.. sums.Select(pair => (Name(pair.Key, byLabel), pair.Value.Rows,
            pair.Value.Sum.Zip(pair.Value.Count, (sum, count) => sum / count).ToArray()))], byLabel);
    }

    /// <summary>Places of the signals with the largest mean in a class, the largest first.</summary>
    public static IEnumerable<int> Largest(double[] mean, int count) =>
        Enumerable.Range(0, mean.Length).Where(signal => !double.IsNaN(mean[signal])).OrderByDescending(signal => mean[signal]).Take(count);

    private static int[] Found(ReportEntity entity)
    {
        var found = new int[entity.StepCount];
        foreach (var anomaly in entity.Anomalies) found.AsSpan(anomaly.From, anomaly.To - anomaly.From + 1).Fill(1);
        return found;
    }

    private static string Name(int label, bool byLabel) =>
        byLabel ? ReportContent.ClassName(label) : label == 0 ? "outside found anomalies" : "inside found anomalies";
}
