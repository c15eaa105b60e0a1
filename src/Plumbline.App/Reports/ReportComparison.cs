using Plumbline.App.Comparison;
using Plumbline.App.Documents;
using Plumbline.Detection;
using Plumbline.Evaluation;

namespace Plumbline.App.Reports;

/// <summary>Draws an evaluation: table, ROC, precision-recall and cost curves on the rows that count as a result.</summary>
internal static class ReportComparison
{
    private static readonly (ReportMeasure Measure, Func<FiguresDocument, double?> Value)[] Columns =
    [
        (new("VUS-PR"), figures => figures.VusPr),
        (new("AUC-PR"), figures => figures.AucPr),
        (new("AUC-ROC"), figures => figures.AucRoc),
        (new("best F1 (oracle)"), figures => figures.OracleF1),
        (new("F1"), figures => figures.F1),
        (new("event precision"), figures => figures.EventPrecision),
        (new("event recall"), figures => figures.EventRecall),
        (new("event F1"), figures => figures.EventF1),
        (new("mean delay, steps", HigherIsBetter: false), figures => figures.MeanDelay),
        (new("alarms a day", HigherIsBetter: false), figures => figures.AlarmsPerDay),
        (new("cost", HigherIsBetter: false), figures => figures.Cost),
    ];

    public static ReportEvaluation Of(Evaluated evaluated, Detector detector)
    {
        var document = evaluated.Document;
        var result = document.Slices.First(slice => slice.Name == evaluated.Result.Name);
        var series = evaluated.Scorers.Select(scorer => Joined(scorer, evaluated.Result)).ToList();
        var cost = document.Scorers[0].CostCurve;
        return new ReportEvaluation
        {
            ModelWins = document.Wins,
            Judgement = $"{document.Verdict} Figures of the {result.Name} rows ({result.RowCount}, {result.AnomalousRows} anomalous); VUS window {document.VusWindow} steps.",
            Measures = [.. Columns.Select(column => column.Measure)],
            Scorers = [.. result.Figures.Select(figures => new ReportScorer(figures.Scorer, [.. Columns.Select(column => column.Value(figures) ?? double.NaN)]))],
            Roc = Curves(evaluated.Scorers, series, (scores, labels) => RocCurve.Of(scores, labels) is { } curve
                ? (curve.FalsePositiveRates, curve.TruePositiveRates, curve.Area) : null),
            PrecisionRecall = Curves(evaluated.Scorers, series, (scores, labels) => PrecisionRecallCurve.Of(scores, labels) is { } curve
                ? (curve.Recalls, curve.Precisions, curve.AveragePrecision) : null),
            Cost = new ReportCostCurve(cost.Thresholds, [.. cost.Costs.Select(slice => (slice.Key, (IReadOnlyList<double>)slice.Value))], detector.Threshold.Value),
        };
    }

    private static List<ReportCurve> Curves(IReadOnlyList<Scorer> scorers, List<(double[] Scores, int[] Labels)> series,
        Func<double[], int[], (IReadOnlyList<double> X, IReadOnlyList<double> Y, double Area)?> curveOf)
    {
        var curves = new List<ReportCurve>();
        for (var i = 0; i < scorers.Count; i++)
        {
            if (curveOf(series[i].Scores, series[i].Labels) is { } curve) curves.Add(new ReportCurve(scorers[i].Name, curve.X, curve.Y, curve.Area));
        }
        return curves;
    }

    private static (double[] Scores, int[] Labels) Joined(Scorer scorer, RowSlice slice)
    {
        var parts = slice.Parts.Select(part => scorer.Entities[part.Entity].Slice(part.Rows)).ToList();
        return ([.. parts.SelectMany(part => part.Scores.ToArray())], [.. parts.SelectMany(part => part.Labels.ToArray())]);
    }
}
