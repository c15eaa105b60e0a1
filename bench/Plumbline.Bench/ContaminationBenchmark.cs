using System.Globalization;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Evaluation;
using Plumbline.Simulation;

namespace Plumbline.Bench;

/// <summary>Event F1 and VUS-PR of a detector fitted on clean history, on contaminated history, on that history cleaned, and on it without exactly what was
/// injected: synthetic fleets of 8 nodes, 24 anomalies after the fit rows.</summary>
internal static class ContaminationBenchmark
{
    private const int Window = 12; // of VUS, steps
    private static readonly string[] Cases = ["clean", "contaminated", "cleaned", "oracle"];

    public static void Run(string preset, int firstSeed, int seeds)
    {
        Console.WriteLine($"{preset}; event F1 / VUS-PR after the fit rows: {string.Join(", ", Cases)}; rows dropped of those injected, and of the others");
        foreach (var share in new[] { 0.01, 0.05, 0.1 })
        {
            var sums = new (double F1, double Volume)[Cases.Length];
            for (var seed = firstSeed; seed < firstSeed + seeds; seed++)
            {
                var fleet = new SyntheticFleetOptions { Seed = seed };
                var (clean, dirty) = (SyntheticFleet.Generate(fleet), ContaminatedFleet.Generate(fleet, share));
                var options = Presets.Named(preset).Options;
                options = options with { Train = options.Train with { Rows = clean.FitSteps, SkipLabelled = false, Epochs = 15 } };
                var uncleaned = options with { Clean = options.Clean with { Rounds = 0 } };
                var cleaned = DetectorFit.Run(dirty.Frames, options);
                (double F1, double Volume)[] figures =
                [
                    Figures(DetectorFit.Run(clean.Frames, uncleaned), clean), Figures(DetectorFit.Run(dirty.Frames, uncleaned), clean), Figures(cleaned, clean),
                    Figures(DetectorFit.Run(dirty.Frames, uncleaned with { Train = uncleaned.Train with { SkipLabelled = true } }), clean),
                ];
                for (var i = 0; i < sums.Length; i++) sums[i] = (sums[i].F1 + figures[i].F1, sums[i].Volume + figures[i].Volume);
                Console.WriteLine($"{share:P0} seed {seed}: {Text(figures)}   {Dropped(cleaned, dirty)}");
            }
            Console.WriteLine($"{share:P0} mean: {Text(Array.ConvertAll(sums, sum => (sum.F1 / seeds, sum.Volume / seeds)))}");
        }
    }

    private static string Text((double F1, double Volume)[] figures) =>
        string.Join("   ", figures.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.F1:0.000} / {each.Volume:0.000}")));

    private static (double F1, double Volume) Figures(Detector detector, SyntheticFleetData data)
    {
        var series = data.Frames.Select(frame =>
        {
            var scored = detector.Score(frame);
            var unseen = data.FitSteps..;
            return new ScoredSeries(scored.Rows.RawScores[unseen], Array.ConvertAll(scored.Rows.Statuses[unseen], status => status == VerdictStatus.Anomalous), frame.Labels[unseen]);
        }).ToList();
        var evaluation = SeriesEvaluation.Of(series, Window);
        return (evaluation.Events.F1 ?? 0, evaluation.Volume?.PrecisionRecall ?? 0);
    }

    private static string Dropped(Detector detector, SyntheticFleetData dirty)
    {
        var (hit, normal) = (0, 0);
        foreach (var frame in dirty.Frames)
        {
            foreach (var stretch in detector.Summary.Dropped!.Where(one => one.Entity == frame.Entity))
            {
                var from = Enumerable.Range(0, dirty.FitSteps).First(row => frame.Time.Format(row) == stretch.From);
                var anomalous = stretch.Rows - frame.Labels.Span.Slice(from, stretch.Rows).Count(0);
                (hit, normal) = (hit + anomalous, normal + stretch.Rows - anomalous);
            }
        }
        var injected = dirty.Frames.Sum(frame => dirty.FitSteps - frame.Labels.Span[..dirty.FitSteps].Count(0));
        return $"{hit} of {injected}, {normal} of {(dirty.FitSteps * dirty.Frames.Count) - injected}";
    }
}
