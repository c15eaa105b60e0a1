using Plumbline.Data;
using Plumbline.Statistics;

namespace Plumbline.Preprocessing;

/// <summary>Fitted scaling of all signals; computed once on the fit rows and never again.</summary>
/// <param name="Options">As given.</param>
/// <param name="Signals">One entry a signal, in the model's order.</param>
public sealed record Scaler(ScalerOptions Options, IReadOnlyList<SignalScale> Signals)
{
    private const double GaussianMad = 1.4826;

    /// <summary>Measures every signal on the fit rows; missing values are left out.</summary>
    /// <param name="frames">Fit rows; their signals in the order of <paramref name="columns"/>.</param>
    /// <param name="names">Signals to scale.</param>
    /// <param name="columns">For each frame the column of each signal, [frame][signal].</param>
    /// <exception cref="DataFormatException">A signal has no value at all, or none of the signals ever moves.</exception>
    internal static Scaler Fit(IReadOnlyList<SeriesFrame> frames, IReadOnlyList<string> names, IReadOnlyList<int[]> columns, PreprocessorOptions options)
    {
        var unitRange = frames.All(frame => InUnitRange(frame.Values.Span));
        var scales = new SignalScale[names.Count];
        var longest = frames.Sum(frame => frame.StepCount);
        var buffer = new double[longest];
        var silent = new List<string>();
        var runs = new int[frames.Count];
        for (var signal = 0; signal < names.Count; signal++)
        {
            var count = 0;
            var longestGap = 0;
            for (var f = 0; f < frames.Count; f++)
            {
                var frame = frames[f];
                var values = frame.Values.Span;
                var gap = 0;
                runs[f] = count;
                for (var i = columns[f][signal]; i < values.Length; i += frame.SignalCount)
                {
                    if (double.IsNaN(values[i])) { longestGap = Math.Max(longestGap, ++gap); continue; }
                    gap = 0;
                    buffer[count++] = values[i];
                }
            }
            if (count == 0) silent.Add(names[signal]);
            else scales[signal] = Measure(names[signal], buffer.AsSpan(0, count), runs, longestGap, unitRange, options);
        }
        var source = frames.Count == 0 ? "fit rows" : frames[0].Source;
        if (silent.Count > 0)
            throw new DataFormatException(source, $"signal{(silent.Count > 1 ? "s" : "")} {Quoted(silent)}", "no value in any fit row",
                "at least one value (prepare.exclude leaves a signal out)");
        if (scales.All(scale => scale.IsConstant))
            throw new DataFormatException(source, "", $"{(scales.Length == 1 ? "the only signal" : $"all {scales.Length} signals")} constant in the fit rows",
                "at least one signal that moves");
        return new Scaler(options.Scale, scales);
    }

    /// <summary>Scaled and clipped value; NaN stays NaN.</summary>
    /// <param name="value">Of the signal; its change since the step before where the scale says so.</param>
    public float Apply(int signal, double value)
    {
        var scale = Signals[signal];
        if (scale.IsLog) value = SignalForm.Log(value);
        return (float)Clip((value - scale.Center) / scale.Scale);
    }

    /// <summary>Back to the unit of the source, as exactly as clipping allows; of a signal taken as its change, the change.</summary>
    public double Invert(int signal, double scaled)
    {
        var beyond = Math.Abs(scaled) - Options.ClipAt;
        if (Options.Clip == ClipKind.Log && beyond > 0)
            scaled = Math.CopySign(Options.ClipAt + Math.Min(double.MaxValue, Math.Exp(beyond)) - 1, scaled);
        var value = Signals[signal].Center + (scaled * Signals[signal].Scale);
        return Signals[signal].IsLog ? SignalForm.Exp(value) : value;
    }

    internal static string Quoted(IEnumerable<string> names)
    {
        var list = names.ToList();
        var shown = string.Join(", ", list.Take(12).Select(name => $"'{name}'"));
        return list.Count > 12 ? $"{shown} and {list.Count - 12} more" : shown;
    }

    private double Clip(double z)
    {
        var beyond = Math.Abs(z) - Options.ClipAt;
        if (Options.Clip == ClipKind.None || !(beyond > 0)) return z;
        return Math.CopySign(Options.Clip == ClipKind.Hard ? Options.ClipAt : Options.ClipAt + Math.Log(1 + beyond), z);
    }

    private static SignalScale Measure(string name, Span<double> values, ReadOnlySpan<int> runs, int longestGap, bool unitRange, PreprocessorOptions options)
    {
        var isChange = SignalForm.IsChange(name, values, runs, options);
        if (isChange) values = values[..SignalForm.Change(values, runs)];
        if (values.IsEmpty) return new SignalScale(0, 1, 0, 0, 0, longestGap, isChange);
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (var value in values) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        var isLog = SignalForm.IsLog(name, values, least, most, options);
        if (isLog)
        {
            foreach (ref var value in values) value = SignalForm.Log(value);
        }
        return Measure(values, longestGap, unitRange, options.Scale) with { Minimum = least, Maximum = most, IsChange = isChange, IsLog = isLog };
    }

    private static SignalScale Measure(Span<double> values, int longestGap, bool unitRange, ScalerOptions options)
    {
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        foreach (var value in values)
        {
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }
        var (center, deviation) = options.Kind switch
        {
            ScalingKind.Standard => MeanAndDeviation(values),
            ScalingKind.Robust => MedianAndDeviation(values),
            ScalingKind.MinMax => (minimum, maximum - minimum),
            _ => (0d, 1d),
        };
        if (options.Kind == ScalingKind.None) return new SignalScale(0, 1, 1, minimum, maximum, longestGap);

        var range = unitRange ? 1 : maximum - minimum;
        var scale = Math.Max(deviation, options.Floor * range);
        if (minimum == maximum)
        {
            // A signal that never moved has no scale of its own. One at 0 or 1 is taken as a flag, whose change is 1; one
            // at another level is measured against a twentieth of that level.
            center = minimum;
            scale = minimum is 0 or 1 ? 1 : 0.05 * Math.Abs(minimum);
            deviation = 0;
        }
        else if (!(scale > 0))
        {
            // Median absolute deviation 0 with the floor off: more than half of the values are equal.
            scale = maximum - minimum;
        }
        return new SignalScale(center, scale, deviation, minimum, maximum, longestGap);
    }

    private static (double Mean, double Deviation) MeanAndDeviation(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        var mean = sum / values.Length;
        double squares = 0;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        return (mean, values.Length < 2 ? 0 : Math.Sqrt(squares / (values.Length - 1)));
    }

    private static (double Median, double Deviation) MedianAndDeviation(Span<double> values)
    {
        values.Sort();
        var median = Quantile.OfSorted(values, 0.5);
        for (var i = 0; i < values.Length; i++) values[i] = Math.Abs(values[i] - median);
        values.Sort();
        return (median, GaussianMad * Quantile.OfSorted(values, 0.5));
    }

    private static bool InUnitRange(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            // Scaling done before leaves values a rounding error outside.
            if (value is < -1e-6 or > 1 + 1e-6) return false;
        }
        return true;
    }
}
