using Plumbline.App.Documents;
using Plumbline.Detection.Thresholds;

namespace Plumbline.App.Comparison;

/// <summary>The cost of every threshold, for each slice of rows.</summary>
internal static class CostCurves
{
    private const int MostThresholds = 10_000;

    /// <param name="grid">Thresholds that must be among those listed; may be empty.</param>
    public static CostCurveDocument Of(Scorer scorer, IReadOnlyList<RowSlice> slices, CostModel cost, IReadOnlyCollection<double> grid)
    {
        var thresholds = Thresholds(scorer, grid);
        var costs = slices.ToDictionary(slice => slice.Name, slice =>
        {
            var sum = new double[thresholds.Length];
            foreach (var (entity, rows) in slice.Parts)
            {
                var series = scorer.Entities[entity].Slice(rows);
                var curve = CostCurve.Of(cost, series.Scores.Span, series.Labels.Span, thresholds, time: cost.TimeTolerance is null ? null : series.Time);
                for (var i = 0; i < sum.Length; i++) sum[i] += curve.Points[i].Cost;
            }
            return sum;
        });
        // Where no cost changes, the threshold before says the same.
        var kept = Enumerable.Range(0, thresholds.Length).Where(i => i == 0 || costs.Values.Any(sum => sum[i] != sum[i - 1])
            || thresholds[i] == scorer.Threshold || grid.Contains(thresholds[i])).ToArray();
        return new CostCurveDocument(Array.ConvertAll(kept, i => thresholds[i]), costs.ToDictionary(pair => pair.Key, pair => Array.ConvertAll(kept, i => pair.Value[i])));
    }

    // Every distinct score, thinned by rank when they are very many, with the deployed threshold and the grid among them.
    private static double[] Thresholds(Scorer scorer, IReadOnlyCollection<double> grid)
    {
        var distinct = ThresholdGrid.Distinct([.. scorer.Entities.SelectMany(entity => entity.Scores)]);
        var stride = Math.Max(1, (double)(distinct.Length - 1) / (MostThresholds - 1));
        var thinned = Enumerable.Range(0, Math.Min(distinct.Length, MostThresholds)).Select(i => distinct[Math.Min(distinct.Length - 1, (int)Math.Round(i * stride))]);
        return [.. thinned.Append(scorer.Threshold).Concat(grid).Distinct().Order()];
    }
}
