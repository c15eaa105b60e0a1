using Plumbline.App.Documents;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Evaluation;

namespace Plumbline.App.Comparison;

/// <summary>What other thresholds would have raised and found, by the detector's own alert policy.</summary>
internal static class AlarmTradeOff
{
    // Of the deployed threshold; between them a person sees whether it matters at all.
    private static readonly double[] Multiples = [0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2];

    public static IReadOnlyList<AlarmTradeDocument> Of(Scorer model, RowSlice slice, AlertPolicy policy, TimeSpan? period, CostModel cost) =>
    [
        .. Multiples.Select(multiple =>
        {
            var threshold = multiple * model.Threshold;
            var series = slice.Parts.Select(part =>
            {
                var entity = model.Entities[part.Entity];
                return (entity with { Flags = Flags(entity.Scores, threshold, policy) }).Slice(part.Rows);
            }).ToList();
            var figures = SeriesEvaluation.Of(series, 0, period, cost, policy);
            return new AlarmTradeDocument(threshold, multiple, figures.Events.Alarms, figures.Alarms?.PerDay, figures.Events.Recall, figures.Events.Precision, figures.Cost);
        }),
    ];

    private static bool[] Flags(double[] scores, double threshold, AlertPolicy policy)
    {
        var alert = new AlertState(policy);
        return Array.ConvertAll(scores, score => !double.IsNaN(score) && alert.Next(score / threshold));
    }
}
