using System.Numerics.Tensors;
using Plumbline.Neural;

namespace Plumbline.Models.Auto;

/// <summary>How scaled values are made ready for the views: signals of two values in the unit of their difference, and large values compressed.</summary>
/// <remarks>A switch that was hardly ever on in the fit rows has a tiny deviation; to measure it against that would let it outshout every gauge.</remarks>
internal sealed class SignalUnits
{
    private const float HubBegins = 6;
    private const float LeastRange = 5;

    private readonly float[] centres; // [signal]
    private readonly float[] factors; // [signal]
    private readonly float[] ranges; // [signal], as scaled
    private readonly bool anySwitch;

    private SignalUnits(float[] centres, float[] factors, float[] ranges)
    {
        (this.centres, this.factors, this.ranges) = (centres, factors, ranges);
        anySwitch = factors.AsSpan().ContainsAnyExcept(1f);
    }

    /// <summary>Largest less smallest value in the fit rows, as scaled, [signal]; at least 5, since what hardly moved then may move without being to blame.</summary>
    public ReadOnlySpan<float> Ranges => ranges;

    public static SignalUnits Of(FitSteps steps)
    {
        var (centres, factors, ranges) = (new float[steps.SignalCount], new float[steps.SignalCount], new float[steps.SignalCount]);
        for (var signal = 0; signal < steps.SignalCount; signal++)
        {
            var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
            for (var i = signal; i < steps.Values.Length; i += steps.SignalCount) (low, high) = (Math.Min(low, steps.Values[i]), Math.Max(high, steps.Values[i]));
            var (atLow, others) = (0, 0);
            for (var i = signal; i < steps.Values.Length; i += steps.SignalCount)
            {
                if (steps.Values[i] == low) atLow++;
                else if (steps.Values[i] != high) others++;
            }
            (factors[signal], ranges[signal]) = (1, Math.Max(LeastRange, high - low));
            if (others == 0 && high > low) (centres[signal], factors[signal]) = (2 * atLow > steps.Count ? low : high, 1 / (high - low));
        }
        return new SignalUnits(centres, factors, ranges);
    }

    public static SignalUnits Restore(int signalCount, NamedTensors tensors)
    {
        float[] Read(string name) => Array.ConvertAll(tensors.Doubles(name, signalCount), value => (float)value);
        return new SignalUnits(Read("form.centres"), Read("form.factors"), Read("form.ranges"));
    }

    public IEnumerable<SafeTensor> ToTensors()
    {
        yield return SafeTensor.Of("form.centres", [centres.Length], Array.ConvertAll(centres, value => (double)value));
        yield return SafeTensor.Of("form.factors", [centres.Length], Array.ConvertAll(factors, value => (double)value));
        yield return SafeTensor.Of("form.ranges", [centres.Length], Array.ConvertAll(ranges, value => (double)value));
    }

    /// <summary>Beyond 6 deviations only the logarithm of what is beyond is added: sign(z) (6 + ln(1 + |z| - 6)).</summary>
    /// <param name="steps">[step, signal], overwritten.</param>
    public void Hub(Span<float> steps)
    {
        Unite(steps);
        Hub(steps, HubBegins);
    }

    /// <summary>sign(z) ln(1 + |z|).</summary>
    /// <inheritdoc cref="Hub(Span{float})"/>
    public void Soft(Span<float> steps)
    {
        Unite(steps);
        Span<float> logarithms = stackalloc float[256];
        for (var start = 0; start < steps.Length; start += logarithms.Length)
        {
            var some = steps[start..Math.Min(start + logarithms.Length, steps.Length)];
            var own = logarithms[..some.Length];
            TensorPrimitives.Abs<float>(some, own);
            TensorPrimitives.LogP1<float>(own, own);
            TensorPrimitives.CopySign<float>(own, some, some);
        }
    }

    public static void Hub(Span<float> values, float begins)
    {
        foreach (ref var value in values)
        {
            if (MathF.Abs(value) > begins) value = MathF.CopySign(begins + MathF.Log(1 + MathF.Abs(value) - begins), value);
        }
    }

    private void Unite(Span<float> steps)
    {
        if (!anySwitch) return;
        for (var start = 0; start < steps.Length; start += centres.Length)
        {
            var step = steps.Slice(start, centres.Length);
            TensorPrimitives.Subtract(step, centres, step);
            TensorPrimitives.Multiply(step, factors, step);
        }
    }
}
