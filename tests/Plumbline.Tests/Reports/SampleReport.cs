using Plumbline.App.Reports;
using Plumbline.Data;
using Plumbline.Detection.Attribution;
using Plumbline.Simulation;

namespace Plumbline.Tests.Reports;

/// <summary>A full report over simulated nodes, scored by the sum of squared z-scores.</summary>
internal static class SampleReport
{
    public static ReportContent Of(SyntheticFleetData fleet)
    {
        var entities = fleet.Frames.Select(frame => Entity(frame, fleet.FitSteps)).ToList();
        double[] thresholds = [.. Enumerable.Range(0, 200).Select(i => 10 * Math.Pow(10, i / 50.0))];
        double[] rates = [.. Enumerable.Range(0, 101).Select(i => i / 100.0)];
        return new ReportContent
        {
            Title = "Sample fleet: sum of squared z-scores",
            Facts =
            [
                new("Preset", "no-model"), new("Model", "sum of squared z-scores"), new("Parameters", "0"), new("Data", "simulated fleet, 5-minute steps"),
                new("Entities", $"{entities.Count}"), new("Rows", $"{entities.Sum(entity => entity.StepCount)}"), new("Fit rows", $"{fleet.FitSteps} of each entity"),
                new("Seed", "1"), new("Threshold", "99.9 % quantile of the fit scores"), new("Version", "Plumbline 0.1.0"),
            ],
            Warnings = ["2 signals hardly move in the fit part: fan1_rpm, ambient_temp_c", "0.3 % of the values were imputed"],
            Entities = entities,
            Training = new ReportTraining(
                [.. Enumerable.Range(0, 30).Select(i => 0.02 + Math.Exp(-i / 4.0))], [.. Enumerable.Range(0, 30).Select(i => 0.03 + Math.Exp(-i / 3.7) + (i > 22 ? 0.002 * (i - 22) : 0))], 22),
            Evaluation = new ReportEvaluation
            {
                ModelWins = true,
                Judgement = "The model wins against its baselines.",
                Measures = [new("PR AUC"), new("ROC AUC"), new("Cost", HigherIsBetter: false), new("Delay", HigherIsBetter: false)],
                Scorers =
                [
                    new("dense autoencoder", [0.91, 0.97, 214, 2.5]), new("no model", [0.62, 0.83, 602, 9]),
                    new("PCA", [0.93, 0.96, 240, 2.1]), new("random", [0.1, 0.5, 2210, double.NaN]),
                ],
                Roc = [Curve("dense autoencoder", rates, 12, 0.97), Curve("no model", rates, 4, 0.83), Curve("PCA", rates, 10, 0.96), new("random", rates, rates, 0.5)],
                PrecisionRecall = [new("dense autoencoder", rates, [.. rates.Select(x => 1 - Math.Pow(x, 9))], 0.91), new("random", rates, [.. rates.Select(_ => 0.1)], 0.1)],
                Cost = new ReportCostCurve(thresholds,
                    [("training", Costs(thresholds, 300, 0)), ("validation", Costs(thresholds, 1200, 900)), ("test", Costs(thresholds, 2000, 2200))], 320),
            },
            Modes = [new(0, 900, [new("cpu_temp_c", 0.6, 1.2), new("fan1_rpm", 0.4, 0.7)]), new(1, 100, [new("fan1_rpm", 0.93, 80), new("cpu_temp_c", 0.07, 6)])],
            Rows = [.. entities.SelectMany(Rows).Take(4)],
        };
    }

    private static ReportCurve Curve(string name, double[] x, double steep, double area) =>
        new(name, x, [.. x.Select(rate => 1 - Math.Pow(1 - rate, steep))], area);

    private static double[] Costs(double[] thresholds, double falseAlarms, double missed) =>
        [.. thresholds.Select(at => falseAlarms / (1 + Math.Pow(at / 60, 2)) + missed / (1 + Math.Pow(4000 / at, 2)))];

    private static ReportEntity Entity(SeriesFrame frame, int fitSteps)
    {
        var count = frame.SignalCount;
        var scaled = new float[frame.StepCount * count];
        for (var signal = 0; signal < count; signal++)
        {
            double mean = 0, squares = 0;
            for (var step = 0; step < fitSteps; step++) mean += frame.Row(step)[signal] / fitSteps;
            for (var step = 0; step < fitSteps; step++) squares += Math.Pow(frame.Row(step)[signal] - mean, 2) / fitSteps;
            for (var step = 0; step < frame.StepCount; step++) scaled[step * count + signal] = (float)((frame.Row(step)[signal] - mean) / Math.Sqrt(squares));
        }
        float[] errors = [.. scaled.Select(value => value * value)];
        double[] scores = [.. Enumerable.Range(0, frame.StepCount).Select(step => errors.Skip(step * count).Take(count).Where(error => !float.IsNaN(error)).Sum(error => (double)error))];
        var threshold = scores.Take(fitSteps).Order().ElementAt((int)(0.995 * fitSteps));
        return new ReportEntity
        {
            Entity = frame.Entity,
            Time = frame.Time,
            Signals = frame.Signals,
            Scores = scores,
            Threshold = threshold,
            Scaled = scaled,
            Errors = errors,
            Labels = frame.Labels,
            FitSteps = fitSteps,
            Anomalies = [.. StepRange.FromFlags(scores.Select(score => score > threshold).ToArray()).Where(range => range.Length > 1)
                .Select(range => Anomaly(range, scores, threshold, scaled, frame.Signals))],
        };
    }

    private static ReportAnomaly Anomaly(StepRange range, double[] scores, double threshold, float[] scaled, IReadOnlyList<string> signals)
    {
        var worst = Enumerable.Range(range.Start, range.Length).MaxBy(step => scores[step]);
        return new ReportAnomaly(range.Start, range.End, Math.Min(100, 30 * scores[worst] / threshold), [.. Enumerable.Range(0, signals.Count)
            .Select(signal => (Signal: signal, Value: scaled[worst * signals.Count + signal])).Where(pair => !float.IsNaN(pair.Value))
            .OrderByDescending(pair => Math.Abs(pair.Value)).Take(4)
            .Select(pair => new ReportShare(signals[pair.Signal], pair.Value * pair.Value / scores[worst], pair.Value > 0 ? Direction.High : Direction.Low))]);
    }

    private static IEnumerable<ReportRow> Rows(ReportEntity entity) => entity.Anomalies.Take(1).Select(anomaly => new ReportRow(
        entity.Entity, anomaly.From, "first step of an anomaly", [.. anomaly.Signals.Select((share, i) => new ReportRowError(share.Signal, 1234.5 + i, 1200, 17.25 / (i + 1), share.Share))]));
}
