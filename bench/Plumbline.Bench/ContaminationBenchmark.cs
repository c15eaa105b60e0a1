using System.Globalization;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Evaluation;
using Plumbline.Simulation;

namespace Plumbline.Bench;

/// <summary>Event F1 and VUS-PR of a detector fitted on clean history, on contaminated history, and on that history cleaned: synthetic fleets, anomalies after the fit rows.</summary>
internal static class ContaminationBenchmark
{
    private const int Window = 12; // of VUS, steps

    public static void Run(string preset, int seeds)
    {
        Console.WriteLine($"{preset}; event F1 / VUS-PR after the fit rows: clean, contaminated, cleaned; rows dropped of those injected, and of the others");
        foreach (var share in new[] { 0.01, 0.05, 0.1 })
        {
            for (var seed = 101; seed < 101 + seeds; seed++)
            {
                var fleet = new SyntheticFleetOptions { Nodes = 4, Days = 7, Seed = seed };
                var (clean, dirty) = (SyntheticFleet.Generate(fleet), ContaminatedFleet.Generate(fleet, share));
                var options = Presets.Named(preset).Options;
                options = options with { Train = options.Train with { Rows = clean.FitSteps, SkipLabelled = false, Epochs = 15 } };
                var uncleaned = options with { Clean = options.Clean with { Rounds = 0 } };
                var cleaned = DetectorFit.Run(dirty.Frames, options);
                string[] figures = [Figures(DetectorFit.Run(clean.Frames, uncleaned), clean), Figures(DetectorFit.Run(dirty.Frames, uncleaned), clean), Figures(cleaned, clean)];
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{share:P0} seed {seed}: {string.Join("   ", figures)}   {Dropped(cleaned, dirty)}"));
            }
        }
    }

    private static string Figures(Detector detector, SyntheticFleetData data)
    {
        var series = data.Frames.Select(frame =>
        {
            var scored = detector.Score(frame);
            var unseen = data.FitSteps..;
            return new ScoredSeries(scored.Rows.RawScores[unseen], Array.ConvertAll(scored.Rows.Statuses[unseen], status => status == VerdictStatus.Anomalous), frame.Labels[unseen]);
        }).ToList();
        var evaluation = SeriesEvaluation.Of(series, Window);
        return string.Create(CultureInfo.InvariantCulture, $"{evaluation.Events.F1:0.000} / {evaluation.Volume?.PrecisionRecall:0.000}");
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
