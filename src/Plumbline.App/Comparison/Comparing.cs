using Plumbline.App.Documents;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Evaluation;

namespace Plumbline.App.Comparison;

/// <summary>Judges scorers side by side on the same rows.</summary>
internal static class Comparing
{
    public static FiguresDocument Figures(Scorer scorer, RowSlice slice, int window, TimeSpan? period, CostModel cost, AlertPolicy? policy = null)
    {
        var series = slice.Parts.Select(part => scorer.Entities[part.Entity].Slice(part.Rows)).ToList();
        var all = SeriesEvaluation.Of(series, window, period, cost, policy);
        var affiliation = AffiliationOf(series);
        var range = RangeOf(series);
        return new FiguresDocument
        {
            Scorer = scorer.Name,
            VusPr = all.Volume?.PrecisionRecall,
            VusRoc = all.Volume?.Roc,
            AucPr = all.AucPr,
            AucRoc = all.AucRoc,
            OracleF1 = all.Oracle?.F1,
            Precision = all.Points.Precision,
            Recall = all.Points.Recall,
            F1 = all.Points.F1,
            EventPrecision = all.Events.Precision,
            EventRecall = all.Events.Recall,
            EventF1 = all.Events.F1,
            MeanDelay = all.Events.MeanDelay,
            MedianDelay = all.Events.MedianDelay,
            AlarmsPerDay = all.Alarms?.PerDay,
            AffiliationPrecision = affiliation?.Precision,
            AffiliationRecall = affiliation?.Recall,
            AffiliationF1 = affiliation?.F1,
            RangePrecision = range.Precision,
            RangeRecall = range.Recall,
            RangeF1 = range.F1,
            PointAdjustedF1 = all.PointAdjustedF1,
            Cost = all.Cost,
        };
    }

    /// <summary>Time from one row to the next, the median over the data; null for an index.</summary>
    public static TimeSpan? Period(IReadOnlyList<SeriesFrame> frames)
    {
        if (frames[0].Time.Kind != TimeKind.Timestamp) return null;
        var distances = frames.SelectMany(frame => Enumerable.Range(1, Math.Max(0, frame.StepCount - 1)).Select(step => frame.Time[step] - frame.Time[step - 1]))
            .Where(distance => distance > 0).Order().ToList();
        return distances.Count == 0 ? null : TimeSpan.FromTicks(distances[distances.Count / 2]);
    }

    // Zones belong to events, so those of all series are judged together.
    private static Affiliation? AffiliationOf(IReadOnlyList<ScoredSeries> series)
    {
        var zones = series.Select(one => Affiliation.Of(one.Flags.Span, one.Labels.Span)).OfType<Affiliation>().SelectMany(one => one.Zones).ToList();
        if (zones.Count == 0) return null;
        var judged = zones.Where(zone => zone.Precision is not null).ToList();
        return new Affiliation(judged.Count == 0 ? null : judged.Average(zone => zone.Precision), zones.Average(zone => zone.Recall), zones);
    }

    // All series in a row with a normal step between them, which no range bridges.
    private static RangeMetrics RangeOf(IReadOnlyList<ScoredSeries> series)
    {
        var flags = series.SelectMany(one => one.Flags.ToArray().Append(false)).ToArray();
        var labels = series.SelectMany(one => one.Labels.ToArray().Append(0)).ToArray();
        return RangeMetrics.Of(flags, labels);
    }
}
