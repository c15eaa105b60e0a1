using Plumbline.Evaluation;

namespace Plumbline.Bench;

/// <summary>Judging 30,000 steps with 30 events. The peer, bench/peers/evaluation.py, has no VUS.</summary>
internal static class EvaluationBenchmark
{
    public static void Run()
    {
        var random = new Random(1);
        var (scores, labels, flags) = (new double[30_000], new int[30_000], new bool[30_000]);
        for (var step = 0; step < scores.Length; step++)
        {
            labels[step] = step % 1_000 is >= 500 and < 540 ? 1 : 0;
            scores[step] = random.NextDouble() + (labels[step] * 0.5 * random.NextDouble());
            flags[step] = scores[step] > 0.95;
        }
        Print("ROC area", () => RocCurve.Of(scores, labels)!.Area);
        Print("average precision", () => PrecisionRecallCurve.Of(scores, labels)!.AveragePrecision);
        Print("VUS, window 100", () => VolumeUnderSurface.Of(scores, labels, 100)!.PrecisionRecall);
        Print("all headline figures, VUS included", () => SeriesEvaluation.Of([new ScoredSeries(scores, flags, labels)], 100).Volume!.PrecisionRecall);
    }

    private static void Print(string what, Func<double> figure)
    {
        var seconds = Measure.Each(5, 9, _ =>
        {
            if (!double.IsFinite(figure())) throw new InvalidOperationException(what);
        });
        Measure.Print(what, seconds[seconds.Length / 2] * 1e3, "ms");
    }
}
