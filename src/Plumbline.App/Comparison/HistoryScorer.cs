using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Evaluation;
using Plumbline.Failures;
using Plumbline.Neural.Training;
using Plumbline.Trees;

namespace Plumbline.App.Comparison;

/// <summary>Anything that, fitted on some histories, scores the rows of others.</summary>
/// <param name="Name">As the command line takes it.</param>
/// <param name="Threshold">Scores above are alarms.</param>
/// <param name="Fit">Histories to learn from, a seed, and who watches; gives the scores of a history, [row].</param>
internal sealed record HistoryScorer(string Name, double Threshold, Func<IReadOnlyList<SeriesFrame>, int, TrainingWatch, CancellationToken, Func<SeriesFrame, double[]>> Fit)
{
    private const string RandomName = "random";

    /// <summary>The score that everything else has to beat.</summary>
    public static HistoryScorer Random { get; } = new(RandomName, 0.5, (_, seed, _, _) =>
    {
        var random = new Random(seed);
        return history => RandomScore.Of(history.StepCount, random.Next());
    });

    /// <summary>A preset of predictors of failures, or of detectors, which learn from entities that do not fail.</summary>
    /// <exception cref="UsageException">There is no such preset; the nearest is suggested.</exception>
    public static HistoryScorer Named(string name)
    {
        if (name == RandomName) return Random;
        if (FailurePresets.All.FirstOrDefault(preset => preset.Name == name) is { } failures) return Of(failures);
        if (Presets.All.FirstOrDefault(preset => preset.Name == name) is { } detector) return Of(detector);
        throw Spelling.NoPreset(name, [.. FailurePresets.All.Select(preset => preset.Name), .. Presets.All.Select(preset => preset.Name), RandomName]);
    }

    private static HistoryScorer Of(FailurePreset preset) => new(preset.Name, 1, (histories, seed, watch, cancellation) =>
    {
        var options = preset.Options with { Train = preset.Options.Train with { Seed = seed } };
        var predictor = FailureFit.Run(histories, options, LightGbm.Grow, watch, cancellation);
        return history => Array.ConvertAll(predictor.Score(history, cancellation), score => score / predictor.Threshold);
    });

    private static HistoryScorer Of(Preset preset) => new(preset.Name, 1, (histories, seed, watch, cancellation) =>
    {
        var options = preset.Options with { Train = preset.Options.Train with { Seed = seed } };
        SeriesFrame[] healthy = [.. histories.Where(history => ScoredHistory.FailureOf(history) is null)];
        var detector = DetectorFit.Run(healthy, options, null, watch.Time, cancellation: cancellation);
        return history =>
        {
            var rows = detector.NewScorer(history.Entity).Score(history);
            return [.. Enumerable.Range(0, history.StepCount).Select(rows.Score)];
        };
    });
}
