using Plumbline.Data;
using Plumbline.Evaluation;
using Plumbline.Neural.Training;
using Plumbline.Preprocessing;

namespace Plumbline.Failures;

/// <summary>Makes a predictor of failures of histories, some of which ended in one.</summary>
public static class FailureFit
{
    /// <param name="histories">Each entity once, its rows in time order; the first labelled row is its failure. What predictors are judged by must be set aside before (<see cref="HistorySplit"/>).</param>
    /// <param name="grower">Grows trees; only <see cref="BoostedTreesOptions"/> need one.</param>
    /// <exception cref="ArgumentException">Options out of range, all named together; an entity that comes twice; or trees without a grower.</exception>
    /// <exception cref="DataFormatException">The data does not allow it: no failure to learn from, or nothing else, or signals that differ.</exception>
    /// <exception cref="TrainingFailedException">A network's loss left the finite numbers, or its outputs do not depend on its inputs.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; there is no predictor.</exception>
    public static FailurePredictor Run(IReadOnlyList<SeriesFrame> histories, FailureOptions options, TreeGrower? grower = null, TrainingWatch? watch = null, CancellationToken cancellation = default)
    {
        string[] problems = [.. options.Problems()];
        if (problems.Length > 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        if (histories.Count == 0) throw new ArgumentException("No histories.", nameof(histories));
        watch ??= new TrainingWatch();
        var begun = watch.Time.GetTimestamp();
        var seed = options.Train.Seed;
        var split = HistorySplit.Of(histories, options.ValidationShare, seed);
        var source = string.Join(", ", histories.Select(history => history.Source).Distinct());
        var preprocessor = Preprocessor.Fit(split.Fit, options.Prepare);
        var train = WindowsOf(split.Fit);
        var (rate, normal) = (train.Rate, train.Count - train.Failing);
        if (train.Failing == 0) throw new DataFormatException(source, "", "no window before a failure", $"entities that fail after more than {options.Windows.Length + options.Windows.Lookahead} rows, in a label column");
        if (normal == 0) throw new DataFormatException(source, "", "no window of an entity that does not fail", "such entities too, to compare with");
        if (options.BaseRate is { } wanted) train = train.Resampled(wanted, seed);
        var weight = options.FailingWeight ?? (double)(train.Count - train.Failing) / train.Failing;
        var validation = split.Rest.Count > 0 ? WindowsOf(split.Rest) : null;
        // Stopping compares like with like; the threshold is for rows as they come.
        var stopping = validation is not null && options.BaseRate is { } same ? validation.Resampled(same, seed) : validation;

        var model = options.Model.Fit(new FailureLearning(train, stopping, weight, options.Train, watch, grower, cancellation));
        var rows = histories.Sum(history => (long)history.StepCount);
        var failing = histories.Count(history => ScoredHistory.FailureOf(history) is not null);
        var summary = new FailureSummary(source, [.. histories.Select(history => history.Entity)], failing, split.Rest.Count, rows, train.Count, train.Failing, weight,
            model.ParameterCount, [.. NotesOf(rate, train, weight, failing, rows)], watch.Time.GetElapsedTime(begun).TotalSeconds, model.History);
        return new FailurePredictor(options, preprocessor, model, options.Threshold ?? ThresholdOn(model, validation), summary);

        FailureWindows WindowsOf(IReadOnlyList<SeriesFrame> part) =>
            FailureWindows.Of([.. part.Select(history => PreparedHistory.Of(history, options, preprocessor))], preprocessor.SignalCount, options.Windows, seed);
    }

    // Half-way from the score with the best F1 to the next lower one, so that it lies above.
    private static double ThresholdOn(IFailureModel model, FailureWindows? windows)
    {
        const double Usual = 0.5;
        if (windows is null) return Usual;
        var probabilities = new double[windows.Count];
        model.Score(windows.ToArray(), probabilities);
        if (PrecisionRecallCurve.Of(probabilities, windows.Labels()) is not { } curve) return Usual;
        var best = Array.IndexOf(curve.Thresholds, curve.Best.Threshold);
        var below = best + 1 < curve.Thresholds.Length ? curve.Thresholds[best + 1] : 0;
        return Math.Clamp((curve.Thresholds[best] + below) / 2, double.Epsilon, 1 - 1e-9);
    }

    private static IEnumerable<string> NotesOf(double rate, FailureWindows train, double weight, int failing, long rows)
    {
        var seen = train.Failing * weight / ((train.Failing * weight) + train.Count - train.Failing); // what the model takes for the share of failures
        if (BaseRate.Differs(train.Rate, rate)) yield return $"Thinned from {BaseRate.Percent(rate)} to {BaseRate.Percent(train.Rate)} of failing windows.";
        var data = (double)failing / rows;
        if (BaseRate.Differs(seen, data))
        {
            yield return $"The model learned as if {BaseRate.Percent(seen)} of windows were failing; of the rows of this data {BaseRate.Percent(data)} are failures. Its scores rank;"
                + $" a score of 0.5 stands for a chance of {BaseRate.Percent(BaseRate.Precision(1, 1, seen, data)!.Value)} at that rate.";
        }
    }
}
