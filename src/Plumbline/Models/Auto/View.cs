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

    public abstract long ParameterCount { get; }

    /// <summary>Scores of the stretches that begin at each step but the last ones.</summary>
    /// <param name="steps">[step, signal] of a run, <see cref="Length"/> less one more than scores.</param>
    /// <param name="scores">[stretch], at least 0.</param>
    public abstract void Score(ReadOnlySpan<float> steps, Span<double> scores);

    /// <summary>Scores of fit stretches as if they, and those about as old, had not been fitted on.</summary>
    /// <param name="starts">First step of each.</param>
    public abstract double[] HeldOut(FitSteps steps, ReadOnlySpan<int> starts, CancellationToken cancellation);

    public abstract IEnumerable<SafeTensor> ToTensors();
}
