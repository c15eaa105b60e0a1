using MathNet.Numerics;

namespace Plumbline.Tuning.Samplers;

/// <summary>Normal kernels on a number's scale, cut off at its ends; where values are countable a value has the chance of its bin.</summary>
internal sealed class NumericKernels : ParzenKernels
{
    // Width that all kernels share, of the range: a fifth, and less with more trials as Scott (1992) has it, n^(-1/(d + 4)).
    private const double SharedWidth = 0.2;

    private readonly NumericAxis axis;
    private readonly double[] means; // [kernel], as all of these
    private readonly double[] widths;
    private readonly double[] offsets; // logarithm of what the exponential is divided by: what lies between the ends, and where values are no bins the normal's own factor
    private readonly int[] shapes = []; // which kernels are alike, where values are bins
    private readonly List<(double Mean, double Width)> distinct = [];
    private readonly double[] logChances = []; // [shape], scratch

    /// <param name="observations">Values, in any order.</param>
    /// <param name="dimensions">Parameters of the estimator.</param>
    public NumericKernels(NumericAxis axis, double[] observations, int dimensions, ParzenRules rules)
    {
        this.axis = axis;
        var count = observations.Length;
        var range = axis.High - axis.Low;
        (means, widths, offsets) = (new double[count + 1], new double[count + 1], new double[count + 1]);
        for (var i = 0; i < count; i++) means[i] = axis.Place(observations[i]);
        means[count] = (axis.Low + axis.High) / 2;
        if (rules.Shared) Array.Fill(widths, SharedWidth * range * Math.Pow(Math.Max(count, 1), -1.0 / (dimensions + 4)));
        else Neighbours(rules.Endpoints);
        var least = rules.MagicClip ? range / Math.Min(100, count + 2) : 1e-12 * range;
        for (var i = 0; i < count; i++) widths[i] = Math.Clamp(widths[i], least, range);
        widths[count] = range;
        for (var i = 0; i <= count; i++)
        {
            offsets[i] = Math.Log(Between((axis.Low - means[i]) / widths[i], (axis.High - means[i]) / widths[i]));
            if (!axis.IsCountable) offsets[i] += Math.Log(widths[i]) + (0.5 * Math.Log(2 * Math.PI));
        }
        if (!axis.IsCountable) return;
        shapes = new int[count + 1];
        var known = new Dictionary<(double, double), int>();
        for (var i = 0; i <= count; i++)
        {
            if (known.TryAdd((means[i], widths[i]), distinct.Count)) distinct.Add((means[i], widths[i]));
            shapes[i] = known[(means[i], widths[i])];
        }
        logChances = new double[distinct.Count];
    }

    /// <summary>Centre of each kernel, on the scale; the prior last.</summary>
    public ReadOnlySpan<double> Means => means;

    /// <summary>Standard deviation of each kernel, on the scale.</summary>
    public ReadOnlySpan<double> Widths => widths;

    public override void AddLogDensities(double value, Span<double> sums)
    {
        if (axis.IsCountable)
        {
            var (from, to) = axis.Bin(value);
            for (var i = 0; i < logChances.Length; i++)
            {
                var (mean, width) = distinct[i];
                logChances[i] = Math.Log(Between((from - mean) / width, (to - mean) / width));
            }
            for (var i = 0; i < sums.Length; i++) sums[i] += logChances[shapes[i]] - offsets[i];
            return;
        }
        var place = axis.Place(value);
        for (var i = 0; i < sums.Length; i++)
        {
            var distance = (place - means[i]) / widths[i];
            sums[i] -= (0.5 * distance * distance) + offsets[i];
        }
    }

    /// <remarks>Drawn again until it lies inside: at least every third does, as no kernel is wider than the range or centred outside.</remarks>
    public override double Draw(int kernel, Random random)
    {
        while (true)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var place = means[kernel] + (widths[kernel] * normal);
            if (place >= axis.Low && place <= axis.High) return axis.Value(place);
        }
    }

    // The larger of the gaps to the next on both sides, ends of the range included; the outermost look inward only if there is somebody.
    private void Neighbours(bool endpoints)
    {
        var count = means.Length - 1;
        var (places, order) = (means[..count], new int[count]);
        for (var i = 0; i < count; i++) order[i] = i;
        Array.Sort(places, order);
        for (var i = 0; i < count; i++)
        {
            var below = places[i] - (i > 0 ? places[i - 1] : axis.Low);
            var above = (i < count - 1 ? places[i + 1] : axis.High) - places[i];
            widths[order[i]] = endpoints || count == 1 || (i > 0 && i < count - 1) ? Math.Max(below, above) : i == 0 ? above : below;
        }
    }

    // Chance of a standard normal number to lie there, on the side where it does not round to 1.
    private static double Between(double from, double to) => from > 0 ? Between(-to, -from) : 0.5 * (SpecialFunctions.Erfc(-to * Math.Sqrt(0.5)) - SpecialFunctions.Erfc(-from * Math.Sqrt(0.5)));
}
