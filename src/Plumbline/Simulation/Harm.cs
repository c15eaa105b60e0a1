using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>Something that happens to good data, done to a labelled series on purpose: how much worse does a detector get?</summary>
/// <param name="Name">As the command line takes it.</param>
/// <param name="Description">What is done, and what to expect, for people.</param>
/// <remarks>The same seed does the same; the series itself is not changed. Rows keep their numbers (<see cref="SeriesFrame.Rows"/>).</remarks>
public abstract record Harm(string Name, string Description)
{
    /// <summary>One of each kind, in the order they are listed.</summary>
    public static IReadOnlyList<Harm> All { get; } =
        [new MissingValues(), new IrregularSteps(), new DyingSignal(), new WakingSignal(), new OtherUnits(), new FitIncident()];

    /// <summary>Whether the harm is to times, so that the detector should look at them.</summary>
    public virtual bool IsInTime => false;

    /// <summary>Whether the harm is an anomaly among the fit rows, which must not be left out for its label.</summary>
    public virtual bool IsInFitRows => false;

    /// <param name="frame">With labels, in time order.</param>
    /// <param name="fitRows">Rows from the first that a detector is fitted on; fewer than all.</param>
    /// <param name="seed">Fixes what is drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">No row, or no row after them, is left to judge.</exception>
    public HarmedSeries Do(SeriesFrame frame, int fitRows, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fitRows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fitRows, frame.StepCount);
        return Harmed(frame, fitRows, new RandomStream(seed, 0, RandomPurpose.Harm));
    }

    private protected abstract HarmedSeries Harmed(SeriesFrame frame, int fitRows, RandomStream random);

    private protected static SeriesFrame With(SeriesFrame frame, double[] values, int[]? labels = null) =>
        new(frame.Entity, frame.Signals, frame.Time, values, labels ?? frame.Labels, frame.Rows, frame.Source);
}
