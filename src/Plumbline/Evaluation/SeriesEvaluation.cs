using Plumbline.Detection;
using Plumbline.Detection.Thresholds;

namespace Plumbline.Evaluation;

/// <summary>The figures of one row of a comparison: a model, or a baseline beside it. Null where a figure is undefined.</summary>
/// <param name="Series">Number of series.</param>
/// <param name="Steps">Steps of all series.</param>
/// <param name="ScoredSteps">Steps with a score; the others are left out of the ranking figures and count as not flagged.</param>
/// <param name="AnomalousSteps">Steps labelled anomalous.</param>
/// <param name="Volume">The headline, VUS-PR, with VUS-ROC and their window.</param>
/// <param name="AucPr">Average precision.</param>
/// <param name="AucRoc">Area under the ROC curve.</param>
/// <param name="Oracle">Best F1 with a threshold chosen by the labels: an upper bound.</param>
/// <param name="Points">At the deployed threshold, step by step.</param>
/// <param name="Events">At the deployed threshold, event by event, with the delay.</param>
/// <param name="Alarms">Alarms a day; null if the period of a step is unknown.</param>
/// <param name="Cost">By the cost model, summed over the series; null if none was given.</param>
/// <param name="PointAdjustedF1">Only for comparison with old papers, see <see cref="PointAdjusted"/>.</param>
public sealed record SeriesEvaluation(
    int Series, int Steps, int ScoredSteps, int AnomalousSteps, VolumeUnderSurface? Volume, double? AucPr, double? AucRoc, OracleF1? Oracle,
    PointMetrics Points, EventMetrics Events, AlarmsPerDay? Alarms, double? Cost, double? PointAdjustedF1)
{
    /// <summary>All figures of one detector over one or several series.</summary>
    /// <param name="series">At least one. Several are judged as one long series: ranks are taken over all scores together, so scores
    /// must be comparable between entities (score / threshold is). No event, alarm or buffer reaches from one series into the next.</param>
    /// <param name="window">VUS window in steps, at least 0, see <see cref="VolumeUnderSurface"/>.</param>
    /// <param name="period">Time from one step to the next.</param>
    /// <param name="cost">Judged series by series; a tolerance in time needs the time of each series.</param>
    /// <param name="policy">Which alarms it joins to one; null for none.</param>
    /// <exception cref="ArgumentException">There is no series, lengths differ inside one, or a setting is out of range.</exception>
    public static SeriesEvaluation Of(IReadOnlyList<ScoredSeries> series, int window, TimeSpan? period = null, CostModel? cost = null, AlertPolicy? policy = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        if (series.Count == 0) throw new ArgumentException("there is no series", nameof(series));
        if (period is { } length) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero, nameof(period));
        foreach (var one in series)
        {
            Aligned.Require(one.Scores.Length, one.Labels.Length);
            Aligned.Require(one.Flags.Length, one.Labels.Length);
        }
        var joined = Join(series, Math.Max(window, policy?.Join ?? 0) + 1);
        var scores = joined.Scores.Span;
        var flags = joined.Flags.Span;
        var labels = joined.Labels.Span;
        var steps = series.Sum(one => one.Labels.Length);
        var curve = PrecisionRecallCurve.Of(scores, labels);
        return new SeriesEvaluation(
            series.Count, steps, scores.Length - Unscored(scores), labels.Length - labels.Count(0),
            VolumeUnderSurface.Of(scores, labels, window), curve?.AveragePrecision, RocCurve.Of(scores, labels)?.Area, curve?.Best,
            Sum(series, one => PointMetrics.Of(one.Flags.Span, one.Labels.Span)),
            EventMetrics.Of(flags, labels, policy),
            period is { } step ? AlarmsPerDay.Of(flags, step, policy) with { Days = steps * step.TotalDays } : null,
            cost is null ? null : series.Sum(one => cost.Evaluate(one.Flags.Span, one.Labels.Span, one.Time).Cost),
            Sum(series, one => PointAdjusted.Of(one.Flags.Span, one.Labels.Span)).F1);
    }

    /// <summary>The headline alone, as <see cref="Of"/> gives it.</summary>
    internal static VolumeUnderSurface? VolumeOf(IReadOnlyList<ScoredSeries> series, int window)
    {
        var joined = Join(series, window + 1);
        return VolumeUnderSurface.Of(joined.Scores.Span, joined.Labels.Span, window);
    }

    /// <summary>All series in a row, between them a stretch of normal steps without a score, which no ranking figure sees and no event,
    /// alarm or buffer bridges.</summary>
    private static ScoredSeries Join(IReadOnlyList<ScoredSeries> series, int gap)
    {
        if (series.Count == 1) return series[0];
        var length = series.Sum(one => one.Labels.Length) + ((series.Count - 1) * gap);
        var (scores, flags, labels) = (new double[length], new bool[length], new int[length]);
        Array.Fill(scores, double.NaN);
        var start = 0;
        foreach (var one in series)
        {
            one.Scores.CopyTo(scores.AsMemory(start));
            one.Flags.CopyTo(flags.AsMemory(start));
            one.Labels.CopyTo(labels.AsMemory(start));
            start += one.Labels.Length + gap;
        }
        return new ScoredSeries(scores, flags, labels);
    }

    private static PointMetrics Sum(IReadOnlyList<ScoredSeries> series, Func<ScoredSeries, PointMetrics> count) =>
        series.Select(count).Aggregate(PointMetrics.Add);

    private static int Unscored(ReadOnlySpan<double> scores)
    {
        var count = 0;
        foreach (var score in scores)
        {
            if (double.IsNaN(score)) count++;
        }
        return count;
    }
}
