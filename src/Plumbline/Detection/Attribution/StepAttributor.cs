using System.Numerics.Tensors;
using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Detection.Attribution;

/// <summary>Splits a step's score among the signals that are judged, and lets silent ones speak; context is never to blame.</summary>
internal sealed class StepAttributor(Detector detector)
{
    private readonly (float Least, float Most)[] ranges = [.. detector.Preprocessor.Scaler.Signals.Take(detector.Errors.SignalCount).Select((scale, signal) =>
        (detector.Preprocessor.Scaler.Apply(signal, scale.Minimum), detector.Preprocessor.Scaler.Apply(signal, scale.Maximum)))]; // of the fit rows, scaled

    private readonly int width = WidthOf(detector);
    private readonly double[] values = new double[detector.Model.WindowLength * WidthOf(detector)]; // [step, width]
    private readonly double[] contributions = new double[detector.Errors.SignalCount];

    private readonly double[] surprises = new double[detector.Errors.SignalCount];

    /// <summary>What each signal adds to the square sum behind the score, [signal], of the step attributed last.</summary>
    public ReadOnlySpan<double> Contributions => contributions;

    /// <summary>The same without what a signal's change from before tells of it, where the model can say; [signal], at least 0.</summary>
    public ReadOnlySpan<double> Surprises => surprises;

    public double Total { get; private set; }

    /// <summary>The raw score of a step; raised over the threshold when a signal has stopped reporting, since silence is itself an anomaly: by the share of the signals
    /// that are silent.</summary>
    public double Raise(scoped ScoredStep step)
    {
        var silent = step.Origins[..contributions.Length].Count(ValueOrigin.Silent);
        return silent == 0 ? step.RawScore : Math.Max(step.RawScore, detector.Threshold.Value * (1 + ((double)silent / contributions.Length)));
    }

    /// <summary>Attributes a step that has a score.</summary>
    /// <param name="asked">Whether a model that scores itself is asked, which takes time. If not, signals count by their squared distance from their usual value.</param>
    /// <returns>As <see cref="Raise"/>.</returns>
    public double Attribute(scoped ScoredStep step, bool asked = true)
    {
        var scoring = (detector.Model as IScoringModel)?.Sooner(step.After);
        if (!asked && scoring is not null) Distances(step.Values);
        else Ask(scoring, step);
        Total = 0;
        foreach (var contribution in contributions) Total += contribution;

        var silent = step.Origins[..contributions.Length].Count(ValueOrigin.Silent);
        if (silent == 0) return step.RawScore;
        // Silent signals hold two thirds of the score together, so that they head the list whatever else is off.
        var each = Math.Max(2 * Total, 1) / silent;
        for (var signal = 0; signal < contributions.Length; signal++)
        {
            if (step.Origins[signal] != ValueOrigin.Silent) continue;
            Total += each - contributions[signal];
            contributions[signal] = each;
        }
        return Raise(step);
    }

    private void Ask(IScoringModel? scoring, scoped ScoredStep step)
    {
        if (scoring is null) detector.Errors.Contributions(step.Errors, values.AsSpan(values.Length - step.Errors.Length)); // steps that are not expected have none
        else scoring.Contributions(step.Window, values);
        contributions.AsSpan().Clear();
        for (var start = 0; start < values.Length; start += width)
            TensorPrimitives.Add(contributions, values.AsSpan(start, contributions.Length), contributions);
        if (scoring is null || !scoring.TrySurprises(step.Window, surprises)) contributions.CopyTo(surprises, 0);
    }

    private void Distances(ReadOnlySpan<float> step)
    {
        for (var signal = 0; signal < contributions.Length; signal++) contributions[signal] = (double)step[signal] * step[signal];
    }

    /// <summary>Signals that are outside their range in the fit rows.</summary>
    /// <param name="values">Of one step, scaled, [signal]; context does not count.</param>
    public int OutsideRange(ReadOnlySpan<float> values)
    {
        var outside = 0;
        for (var signal = 0; signal < ranges.Length; signal++)
        {
            if (values[signal] < ranges[signal].Least || values[signal] > ranges[signal].Most) outside++;
        }
        return outside;
    }

    /// <summary>Part of each step of the window in what the model found off, 0 to 1, [step]; all 0 when nothing was.</summary>
    public double[] StepShares()
    {
        var shares = new double[detector.Model.WindowLength];
        for (var step = 0; step < shares.Length; step++) shares[step] = TensorPrimitives.Sum<double>(values.AsSpan(step * width, contributions.Length));
        var total = shares.Sum();
        return total > 0 ? Array.ConvertAll(shares, share => share / total) : shares;
    }

    /// <summary>The signal with the largest share; the first of equals.</summary>
    public (int Signal, float Share) Top()
    {
        var top = 0;
        for (var signal = 1; signal < contributions.Length; signal++)
        {
            if (contributions[signal] > contributions[top]) top = signal;
        }
        return (top, Total > 0 ? (float)(contributions[top] / Total) : 0);
    }

    // A model's own contributions have context among them, errors have not.
    private static int WidthOf(Detector detector) => detector.Model is IScoringModel ? detector.Model.SignalCount : detector.Errors.SignalCount;
}
