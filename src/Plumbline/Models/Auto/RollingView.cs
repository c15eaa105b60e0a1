using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models.Auto;

/// <summary>Level, spread and restlessness of each signal over a stretch: mean, standard deviation, mean absolute move; or the spread alone.</summary>
internal sealed class RollingView : NearestView
{
    private const double Floor = 0.05; // least scale, as a share of the range in the fit rows, and by itself: of averages of scaled values, which less than this is no move
    private const float HubBegins = 6;

    private readonly bool spreadOnly;
    private readonly float[] centres; // [3 x signal], or [signal] of spreads alone
    private readonly float[] scales; // the same

    private RollingView(int steps, bool spreadOnly, float[] centres, float[] scales, ReadOnlyMemory<float> references, int[] referenceStarts)
        : base(steps + 1, steps / 2, !spreadOnly, centres.Length, references, referenceStarts) => (this.spreadOnly, this.centres, this.scales) = (spreadOnly, centres, scales);

    /// <param name="steps">Averaged over.</param>
    /// <param name="spreadOnly">Of values that are compressed late, so that how much they jump counts; otherwise all three, of values compressed by their logarithm.</param>
    public static RollingView Fit(FitSteps fit, int steps, bool spreadOnly, int mostReferences)
    {
        var (starts, dimension) = (fit.Starts(steps + 1), (spreadOnly ? 1 : 3) * fit.SignalCount);
        var features = new float[starts.Length * dimension];
        for (var i = 0; i < starts.Length; i++) Features(fit.Stretch(starts[i], steps + 1), fit.SignalCount, features.AsSpan(i * dimension, dimension));
        var (centres, scales) = (new float[dimension], new float[dimension]);
        for (var feature = 0; feature < dimension; feature++)
        {
            double sum = 0, squares = 0;
            var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
            for (var i = feature; i < features.Length; i += dimension)
            {
                sum += features[i];
                (low, high) = (Math.Min(low, features[i]), Math.Max(high, features[i]));
            }
            var mean = sum / starts.Length;
            for (var i = feature; i < features.Length; i += dimension) squares += (features[i] - mean) * (features[i] - mean);
            var scale = Math.Max(Math.Sqrt(squares / starts.Length), Floor * (high - low));
            (centres[feature], scales[feature]) = ((float)mean, (float)Math.Max(scale, Floor));
        }
        var chosen = EvenlySpread.Of(starts.Length, mostReferences);
        var references = new float[chosen.Length * dimension];
        for (var i = 0; i < chosen.Length; i++)
        {
            var reference = references.AsSpan(i * dimension, dimension);
            features.AsSpan(chosen[i] * dimension, dimension).CopyTo(reference);
            Standardise(reference, centres, scales);
        }
        return new RollingView(steps, spreadOnly, centres, scales, references, Array.ConvertAll(chosen, place => starts[place]));
    }

    public static RollingView Restore(int steps, bool spreadOnly, int signalCount, NamedTensors tensors)
    {
        float[] Read(string name) => Array.ConvertAll(tensors.Doubles(name, (spreadOnly ? 1 : 3) * signalCount), value => (float)value);
        return new RollingView(steps, spreadOnly, Read("centres"), Read("scales"), tensors["references"].ToTensor().Values, []);
    }

    public override long ParameterCount => base.ParameterCount + centres.Length + scales.Length;

    public override IEnumerable<SafeTensor> ToTensors() =>
    [
        SafeTensor.Of("centres", [centres.Length], Array.ConvertAll(centres, value => (double)value)),
        SafeTensor.Of("scales", [scales.Length], Array.ConvertAll(scales, value => (double)value)),
        .. base.ToTensors(),
    ];

    protected override void Describe(ReadOnlySpan<float> stretch, Span<float> description)
    {
        Features(stretch, spreadOnly ? description.Length : description.Length / 3, description);
        Standardise(description, centres, scales);
    }

    private static void Standardise(Span<float> features, ReadOnlySpan<float> centres, ReadOnlySpan<float> scales)
    {
        TensorPrimitives.Subtract(features, centres, features);
        TensorPrimitives.Divide(features, scales, features);
        SignalUnits.Hub(features, HubBegins);
    }

    // The first step is only there to move from. Squares are of what differs from the second, so that a level that holds has a spread of 0.
    private static void Features(ReadOnlySpan<float> stretch, int signals, Span<float> features)
    {
        var all = features.Length > signals;
        var steps = (stretch.Length / signals) - 1;
        var signal = 0;
        for (; signal <= signals - Vector256<float>.Count; signal += Vector256<float>.Count)
        {
            var (sum, squares, moved) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            var (origin, before) = (Vector256.Create(stretch[(signals + signal)..]), Vector256.Create(stretch[signal..]));
            for (var i = signals + signal; i < stretch.Length; i += signals)
            {
                var value = Vector256.Create(stretch[i..]);
                var difference = value - origin;
                sum += difference;
                squares += difference * difference;
                moved += Vector256.Abs(value - before);
                before = value;
            }
            var mean = sum / steps;
            Vector256.Sqrt(Vector256.Max(Vector256<float>.Zero, (squares / steps) - (mean * mean))).CopyTo(features[((all ? signals : 0) + signal)..]);
            if (!all) continue;
            (origin + mean).CopyTo(features[signal..]);
            (moved / steps).CopyTo(features[((2 * signals) + signal)..]);
        }
        for (; signal < signals; signal++)
        {
            float sum = 0, squares = 0, moved = 0, origin = stretch[signals + signal], before = stretch[signal];
            for (var i = signals + signal; i < stretch.Length; i += signals)
            {
                var value = stretch[i];
                var difference = value - origin;
                sum += difference;
                squares += difference * difference;
                moved += MathF.Abs(value - before);
                before = value;
            }
            var mean = sum / steps;
            features[(all ? signals : 0) + signal] = MathF.Sqrt(MathF.Max(0, (squares / steps) - (mean * mean)));
            if (!all) continue;
            features[signal] = origin + mean;
            features[(2 * signals) + signal] = moved / steps;
        }
    }
}
