using Plumbline.Neural.Training;

namespace Plumbline.Bench;

/// <summary>Made-up values, near enough to standard normal, of any number of samples.</summary>
internal sealed class Samples
{
    private readonly float[] values;

    public Samples(int count, int length)
    {
        var random = new Random(1);
        (Count, Length) = (count, length);
        values = new float[count * length];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
        Source = sample => values.AsSpan(sample * length, length);
    }

    private Samples(int count, int length, float[] values)
    {
        (Count, Length, this.values) = (count, length, values);
        Source = sample => values.AsSpan(sample * length, length);
    }

    public int Count { get; }

    /// <summary>Values of one.</summary>
    public int Length { get; }

    public SampleSource Source { get; }

    /// <summary>The sample of a running number, again and again.</summary>
    public ReadOnlySpan<float> At(int run) => Source(run % Count);

    public ReadOnlySpan<float> Some(int first, int count) => values.AsSpan(first * Length, count * Length);

    /// <summary>Copies of the samples with their steps and signals changed about.</summary>
    public Samples Turned(int steps)
    {
        var signals = Length / steps;
        var turned = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (step, signal) = Math.DivRem(i % Length, signals);
            turned[i - (i % Length) + (signal * steps) + step] = values[i];
        }
        return new Samples(Count, Length, turned);
    }
}
