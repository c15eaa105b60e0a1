using System.Numerics;
using MathNet.Numerics;

namespace Plumbline.Tuning.Samplers;

/// <summary>Normal kernels on a number's scale, cut off at its ends; where values are countable a value has the chance of its bin.</summary>
internal sealed class NumericKernels : ParzenKernels
{
    // Standard deviations beyond which nothing lies, to double precision.
    private const double Beyond = 9;

    // A bin so narrow, in standard deviations times its distance, is as high everywhere as in its middle but for a correction that is off by its fourth power over 2,000.
    private const double Narrow = 0.05;

    private static readonly double LogRoot = 0.5 * Math.Log(2 * Math.PI);

    private readonly NumericAxis axis;
    private readonly double[] means; // [kernel], as all of these
    private readonly double[] widths;
    private readonly double[] inverseWidths;
    private readonly double[] offsets; // logarithm of what the exponential is divided by: what lies between the ends, and the normal's own factor
    private readonly int[] shapes = []; // which kernels are alike, where values are bins
    private readonly List<(double Mean, double Width, double Offset)> distinct = []; // without the normal's own factor
    private readonly double[] logChances = []; // [shape], scratch

    /// <param name="observations">Values, in any order.</param>
    public NumericKernels(NumericAxis axis, double[] observations, ParzenRules rules)
    {
        this.axis = axis;
        var count = observations.Length;
        var range = axis.High - axis.Low;
        (means, widths) = (new double[count + 1], new double[count + 1]);
        for (var i = 0; i < count; i++) means[i] = axis.Place(observations[i]);
        means[count] = (axis.Low + axis.High) / 2;
        Neighbours(rules.Endpoints);
        var least = rules.MagicClip ? range / Math.Min(100, count + 2) : 1e-12 * range;
        for (var i = 0; i < count; i++) widths[i] = Math.Clamp(widths[i], least, range);
        widths[count] = range;
        if (axis.IsCountable)
        {
            (inverseWidths, offsets, shapes) = ([], [], new int[count + 1]);
            var known = new Dictionary<(double, double), int>();
            for (var i = 0; i <= count; i++)
            {
                if (known.TryAdd((means[i], widths[i]), distinct.Count)) distinct.Add((means[i], widths[i], LogInside(i)));
                shapes[i] = known[(means[i], widths[i])];
            }
            logChances = new double[distinct.Count];
            return;
        }
        (inverseWidths, offsets) = (new double[count + 1], new double[count + 1]);
        for (var i = 0; i <= count; i++)
        {
            inverseWidths[i] = 1 / widths[i];
            offsets[i] = LogInside(i) + Math.Log(widths[i]) + LogRoot;
        }
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
                var (mean, width, offset) = distinct[i];
                logChances[i] = LogBetween((from - mean) / width, (to - mean) / width) - offset;
            }
            for (var i = 0; i < sums.Length; i++) sums[i] += logChances[shapes[i]];
            return;
        }
        var place = axis.Place(value);
        var first = 0;
        for (var places = new Vector<double>(place); first <= sums.Length - Vector<double>.Count; first += Vector<double>.Count)
        {
            var distance = (places - new Vector<double>(means, first)) * new Vector<double>(inverseWidths, first);
            var lanes = sums.Slice(first, Vector<double>.Count);
            (new Vector<double>(lanes) - (0.5 * distance * distance) - new Vector<double>(offsets, first)).CopyTo(lanes);
        }
        for (var i = first; i < sums.Length; i++)
        {
            var distance = (place - means[i]) * inverseWidths[i];
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

    // Logarithm of what of a kernel lies between the ends.
    private double LogInside(int kernel) => Math.Log(1 - Above((means[kernel] - axis.Low) / widths[kernel]) - Above((axis.High - means[kernel]) / widths[kernel]));

    // Logarithm of the chance of a standard normal number to lie there.
    private static double LogBetween(double from, double to)
    {
        var (middle, width) = (Math.Abs(from + to) / 2, to - from);
        if (width * Math.Max(1, middle) < Narrow) return Math.Log(width * (1 + (((middle * middle) - 1) * width * width / 24))) - (middle * middle / 2) - LogRoot;
        return Math.Log(from > 0 ? Above(from) - Above(to) : to < 0 ? Above(-to) - Above(-from) : 1 - Above(-from) - Above(to)); // on the side where nothing rounds to 1
    }

    private static double Above(double place) => place > Beyond ? 0 : 0.5 * SpecialFunctions.Erfc(place * Math.Sqrt(0.5));
}
