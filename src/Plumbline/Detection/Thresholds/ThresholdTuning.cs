using Plumbline.Data;
using Plumbline.Statistics;

namespace Plumbline.Detection.Thresholds;

/// <summary>Finds thresholds from calibration scores.</summary>
public static class ThresholdTuning
{
    // A threshold of 0 would make the normalised score infinite.
    private const double Least = 1e-12;

    /// <summary>A threshold from scores of normal rows, by one of the rules that need no labels.</summary>
    /// <param name="scores">Raw scores of rows the model was not fitted on; NaN are left out.</param>
    /// <exception cref="ArgumentException">The rule needs labels, or is a budget, which is one of steps and of an alert policy; or there is no score.</exception>
    public static Threshold WithoutLabels(ReadOnlySpan<double> scores, ThresholdOptions options)
    {
        if (options.Rule == ThresholdRule.Fixed) return new Threshold(options.Value!.Value, options.Rule, "given", 0);
        var sorted = Quantile.Sorted(scores);
        if (sorted.Length == 0) throw new ArgumentException("No calibration score: no calibration row had enough data.", nameof(scores));
        var (value, description) = options.Rule switch
        {
            ThresholdRule.LogSigma => (LogSigma(sorted, options.Sigmas), $"exp(mean + {options.Sigmas:0.###} sigma) of log scores"),
            ThresholdRule.Sigma => (Sigma(sorted, options.Sigmas), $"mean + {options.Sigmas:0.###} sigma"),
            ThresholdRule.Quantile => (Quantile.OfSorted(sorted, options.Quantile), $"quantile {options.Quantile:0.#####}"),
            ThresholdRule.MedianMad => (MedianMad(sorted, options.Sigmas), $"median + {options.Sigmas:0.###} deviations from it"),
            ThresholdRule.PeaksOverThreshold => (GeneralizedPareto.Fit(sorted, options.PeakQuantile).Exceeded(options.Risk),
                $"peaks over the {options.PeakQuantile:0.#####} quantile, risk {options.Risk:0.#####e+0}"),
            ThresholdRule.Budget => throw new ArgumentException("A budget of alarms needs an alert policy.", nameof(options)),
            _ => throw new ArgumentException($"The rule {options.Rule} needs labelled rows.", nameof(options)),
        };
        return new Threshold(Math.Max(value, Least), options.Rule, description, sorted.Length);
    }

    /// <summary>The threshold of a budget: the least at which normal scores alarm no more often.</summary>
    /// <param name="tail">Of normal scores and the policy that will judge.</param>
    /// <exception cref="ArgumentException">There is no score.</exception>
    internal static Threshold WithinBudget(AlarmTail tail, AlarmBudget budget, ThresholdOptions options)
    {
        if (tail.Steps == 0) throw new ArgumentException("No calibration score: no calibration row had enough data.", nameof(tail));
        var (value, extrapolated) = tail.At(budget.PerStep);
        return new Threshold(Math.Max(value, Least), options.Rule, $"at most {AlarmPoint.Words(options.Alarms, options.Per)}"
            + (extrapolated ? $", extrapolated: {tail.Steps} steps are too few to count so rare alarms" : ""), tail.Steps, budget.Steps);
    }

    /// <summary>A threshold from labelled rows outside the fit rows, by least cost or largest F-beta.</summary>
    /// <param name="labelled">Each entity's labelled rows with their raw scores, [row].</param>
    /// <exception cref="DataFormatException">No candidate separates anything: every F-beta is undefined.</exception>
    public static Threshold WithLabels(IReadOnlyList<(SeriesFrame Frame, double[] Scores)> labelled, ThresholdOptions options)
    {
        var scores = labelled.SelectMany(rows => rows.Scores).ToArray();
        var candidates = options.Grid?.Values() ?? ThresholdGrid.Distinct(scores);
        if (candidates.Length == 0) throw new ArgumentException("No labelled row had enough data for a score.", nameof(labelled));
        if (options.Rule == ThresholdRule.Cost)
        {
            var curves = labelled.Select(rows => CostCurve.Of(options.Cost, rows.Scores, rows.Frame.Labels.Span, candidates, time: TimeFor(options.Cost, rows.Frame))).ToList();
            var best = Enumerable.Range(0, candidates.Length).MinBy(candidate => curves.Sum(curve => curve.Points[candidate].Cost));
            return new Threshold(Math.Max(candidates[best], Least), options.Rule,
                $"least cost {curves.Sum(curve => curve.Points[best].Cost)} (alarm {options.Cost.AlarmCost}, missed {options.Cost.MissedCost})", scores.Length);
        }
        var labels = labelled.SelectMany(rows => rows.Frame.Labels.ToArray()).ToArray();
        var sweep = FBetaSweep.Run(scores, labels, candidates);
        if (sweep.Best(options.Beta) is not { } candidate)
            throw new DataFormatException(labelled[0].Frame.Source, "", "no candidate with a defined F-beta", "scores that separate at least one labelled anomaly");
        return new Threshold(Math.Max(candidates[candidate], Least), options.Rule,
            $"F{options.Beta:0.###} {sweep.FBeta(candidate, options.Beta):0.####}", scores.Length);
    }

    private static TimeAxis? TimeFor(CostModel cost, SeriesFrame frame) => cost.TimeTolerance is null ? null : frame.Time;

    /// <summary>mean + k sigma, sample standard deviation.</summary>
    public static double Sigma(ReadOnlySpan<double> scores, double sigmas)
    {
        var moments = new RunningMoments();
        moments.Add(scores);
        return moments.Mean + (sigmas * moments.StandardDeviation);
    }

    /// <summary>median + k times 1.4826 median absolute deviations, which of Gaussian scores is mean + k sigma (Hampel 1974).</summary>
    public static double MedianMad(ReadOnlySpan<double> scores, double sigmas)
    {
        var median = Quantile.Median(scores);
        var deviations = new double[scores.Length];
        for (var i = 0; i < deviations.Length; i++) deviations[i] = Math.Abs(scores[i] - median);
        return median + (sigmas * 1.4826 * Quantile.Median(deviations));
    }

    /// <summary>exp(mean + k sigma) of the logarithms; scores of 0 count as the smallest positive one.</summary>
    public static double LogSigma(ReadOnlySpan<double> scores, double sigmas)
    {
        var smallest = double.PositiveInfinity;
        foreach (var score in scores)
        {
            if (score > 0) smallest = Math.Min(smallest, score);
        }
        if (double.IsPositiveInfinity(smallest)) return 0;
        var moments = new RunningMoments();
        foreach (var score in scores) moments.Add(Math.Log(Math.Max(score, smallest)));
        return Math.Exp(moments.Mean + (sigmas * moments.StandardDeviation));
    }
}
