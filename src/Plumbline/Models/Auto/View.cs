using Plumbline.Neural;

namespace Plumbline.Models.Auto;

/// <summary>One way to look at a step: a stretch of steps around it, and how unlike the fit rows that stretch is.</summary>
internal abstract class View(int length, int after, bool soft)
{
    /// <summary>Steps it looks at.</summary>
    public int Length => length;

    /// <summary>How many of them it would have after the judged one.</summary>
    public int After => after;

    /// <summary>Whether it sees <see cref="SignalUnits.Soft"/> values, else <see cref="SignalUnits.Hub(Span{float})"/>.</summary>
    public bool Soft => soft;

    /// <summary>What its part of a step's score is multiplied by, above 0.</summary>
    public virtual double Weight => 1;

    public abstract long ParameterCount { get; }

    /// <summary>Scores of the stretches that begin at each step but the last ones.</summary>
    /// <param name="steps">[step, signal] of a run, <see cref="Length"/> less one more than scores.</param>
    /// <param name="scores">[stretch], at least 0.</param>
    public abstract void Score(ReadOnlySpan<float> steps, Span<double> scores);

    /// <summary>Scores of fit stretches as if they, and those about as old, had not been fitted on.</summary>
    /// <param name="starts">First step of each.</param>
    public abstract double[] HeldOut(FitSteps steps, ReadOnlySpan<int> starts, CancellationToken cancellation);

    public abstract IEnumerable<SafeTensor> ToTensors();

    /// <summary>Sizes of errors in units of what is usual.</summary>
    /// <param name="errors">[step, signal].</param>
    /// <param name="deviations">[signal].</param>
    /// <param name="relative">[step, signal].</param>
    protected static void InDeviations(ReadOnlySpan<float> errors, ReadOnlySpan<double> deviations, Span<double> relative)
    {
        for (var start = 0; start < errors.Length; start += deviations.Length)
        {
            for (var signal = 0; signal < deviations.Length; signal++) relative[start + signal] = Math.Abs(errors[start + signal]) / deviations[signal];
        }
    }
}
