using System.Numerics.Tensors;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>The newest 48 steps of one entity that have a score, and the range of each judged signal since the fit rows: what blame is found from.</summary>
internal sealed class RecentSteps
{
    public const int Capacity = 48;

    private readonly int signalCount;
    private readonly float[] values; // [place, signal]
    private readonly float[] least; // [signal], scaled
    private readonly float[] most; // [signal], scaled
    private readonly float leastRange;

    // Only entities that were once near their threshold have these, [place, signal].
    private float[] surprises = [];
    private float[] expected = []; // NaN where the model expects nothing
    private ValueOrigin[] origins = [];
    private int newest = -1;

    public RecentSteps(Detector detector)
    {
        signalCount = detector.Errors.SignalCount;
        values = new float[Capacity * signalCount];
        var scaler = detector.Preprocessor.Scaler;
        (least, most) = (new float[signalCount], new float[signalCount]);
        for (var signal = 0; signal < signalCount; signal++)
            (least[signal], most[signal]) = (scaler.Apply(signal, scaler.Signals[signal].Minimum), scaler.Apply(signal, scaler.Signals[signal].Maximum));
        // In deviations: what hardly moved in the fit rows may move without being to blame.
        leastRange = scaler.Options.Kind is ScalingKind.Standard or ScalingKind.Robust ? 5 : 1e-6f;
    }

    private RecentSteps(RecentSteps other)
    {
        (signalCount, leastRange, newest, Count) = (other.signalCount, other.leastRange, other.newest, other.Count);
        (values, least, most) = ([.. other.values], [.. other.least], [.. other.most]);
        (surprises, expected, origins) = ([.. other.surprises], [.. other.expected], [.. other.origins]);
    }

    public int SignalCount => signalCount;

    /// <summary>Steps there are, up to <see cref="Capacity"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Scaled values of the step so many before the newest, [signal].</summary>
    public ReadOnlySpan<float> Values(int back) => values.AsSpan(Place(back), signalCount);

    /// <summary>What the model did not expect of each signal, at least 0, [signal]; zeros where it was not asked.</summary>
    public ReadOnlySpan<float> Surprises(int back) => surprises.Length == 0 ? new float[signalCount] : surprises.AsSpan(Place(back), signalCount);

    /// <summary>Scaled, [signal]; NaN where the model expects nothing or was not asked; empty where it never was.</summary>
    public ReadOnlySpan<float> Expected(int back) => expected.Length == 0 ? default : expected.AsSpan(Place(back), signalCount);

    public ValueOrigin Origin(int back, int signal) => origins.Length == 0 ? ValueOrigin.Observed : origins[Place(back) + signal];

    /// <summary>Largest less smallest scaled value of a signal in the fit rows and since.</summary>
    public float Range(int signal) => Math.Max(most[signal] - least[signal], leastRange);

    /// <param name="into">An earlier copy of the same entity's, which is overwritten and given back where it has room; null for a new one.</param>
    public RecentSteps Copy(RecentSteps? into = null)
    {
        if (into is null || into.surprises.Length != surprises.Length) return new RecentSteps(this);
        (into.newest, into.Count) = (newest, Count);
        values.CopyTo(into.values, 0);
        least.CopyTo(into.least, 0);
        most.CopyTo(into.most, 0);
        surprises.CopyTo(into.surprises, 0);
        expected.CopyTo(into.expected, 0);
        origins.CopyTo(into.origins, 0);
        return into;
    }

    /// <summary>Takes the next step; what its window holds before it, too, when it is the first after a pause.</summary>
    public void Add(scoped ScoredStep step)
    {
        if (Count == 0)
        {
            var width = step.Origins.Length;
            var before = (step.Window.Length / width) - 1 - step.After;
            for (var back = Math.Min(before, Capacity - 1); back > 0; back--) Append(step.Window.Slice((before - back) * width, signalCount));
        }
        Append(step.Values[..signalCount]);
    }

    /// <summary>Says what the model made of the newest step.</summary>
    /// <param name="blamed">At least 0, [signal].</param>
    /// <param name="expects">Whether the step's expectation is one.</param>
    public void Ask(ReadOnlySpan<double> blamed, bool expects, scoped ScoredStep step)
    {
        if (surprises.Length == 0)
        {
            (surprises, expected, origins) = (new float[values.Length], new float[values.Length], new ValueOrigin[values.Length]);
            expected.AsSpan().Fill(float.NaN);
        }
        var at = Place(0);
        for (var signal = 0; signal < signalCount; signal++)
        {
            surprises[at + signal] = (float)blamed[signal];
            if (expects) expected[at + signal] = step.Expected[signal];
            origins[at + signal] = step.Origins[signal];
        }
    }

    /// <summary>Counts values into the ranges that are not among the steps.</summary>
    /// <param name="steps">[step, width], scaled; the judged signals first.</param>
    public void See(ReadOnlySpan<float> steps, int width)
    {
        for (var start = 0; start < steps.Length; start += width) Widen(steps.Slice(start, signalCount));
    }

    /// <summary>Forgets the steps: a pause.</summary>
    public void Clear() => Count = 0;

    /// <summary>Median of each signal over all steps from so many before the newest on.</summary>
    /// <returns>Scaled, [signal].</returns>
    public float[] Level(int back)
    {
        var level = new float[signalCount];
        Span<float> own = stackalloc float[Capacity];
        own = own[..(Count - back)];
        for (var signal = 0; signal < signalCount; signal++)
        {
            for (var i = 0; i < own.Length; i++) own[i] = Values(back + i)[signal];
            own.Sort();
            level[signal] = (own[(own.Length - 1) / 2] + own[own.Length / 2]) / 2;
        }
        return level;
    }

    private void Append(ReadOnlySpan<float> step)
    {
        newest = (newest + 1) % Capacity;
        Count = Math.Min(Count + 1, Capacity);
        var at = newest * signalCount;
        step.CopyTo(values.AsSpan(at));
        Widen(step);
        if (surprises.Length == 0) return;
        surprises.AsSpan(at, signalCount).Clear();
        expected.AsSpan(at, signalCount).Fill(float.NaN);
        origins.AsSpan(at, signalCount).Clear();
    }

    private void Widen(ReadOnlySpan<float> step)
    {
        TensorPrimitives.Min(least, step, least);
        TensorPrimitives.Max(most, step, most);
    }

    private int Place(int back) => (newest - back + Capacity) % Capacity * signalCount;
}
