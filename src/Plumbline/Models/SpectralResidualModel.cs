using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural;

namespace Plumbline.Models;

/// <summary>How much the newest step of each signal stands out from the window's own rhythm; nothing is fitted. Mean over the signals.</summary>
/// <remarks>Spectral residual (Ren and others 2019, after Hou and Zhang 2007): the spectrum's amplitudes are divided by their average over neighbouring
/// frequencies, on the logarithm, and transformed back with the phases as they were; where the result is large, something is new. A step's score is by how much it exceeds the
/// mean of the steps before it, in units of that mean, at least 0. The scale of a signal does not matter, so noise of a quiet signal counts as
/// much as that of a loud one. Eight signals are transformed side by side, and directly: for windows of a hundred steps, which are seldom powers of two, that is quicker than
/// a fast transform of each; of the way back only the newest steps are needed.</remarks>
public sealed class SpectralResidualModel : IScoringModel
{
    private const double Least = 1e-8; // amplitude below which there is nothing, for values of scale 1
    private const double Still = 1e-6; // span of a signal that does not move
    private const int Lanes = 8; // signals side by side

    private readonly SpectralResidualOptions options;
    private readonly int length;      // of the window with the steps made up after it
    private readonly int frequencies; // 0 to half the length; the others mirror them
    private readonly double[] cosines; // [frequency, step]
    private readonly double[] sines;

    internal SpectralResidualModel(int signalCount, SpectralResidualOptions options)
    {
        (SignalCount, this.options) = (signalCount, options);
        length = options.Window + options.Ahead;
        frequencies = (length / 2) + 1;
        cosines = new double[frequencies * length];
        sines = new double[frequencies * length];
        for (var i = 0; i < cosines.Length; i++)
        {
            var turn = 2 * Math.PI * ((long)(i / length) * (i % length) % length) / length;
            (sines[i], cosines[i]) = Math.SinCos(turn);
        }
    }

    public int WindowLength => options.Window;

    public int SignalCount { get; }

    public long ParameterCount => 0;

    private int Width => WindowLength * SignalCount;

    public IReadOnlyList<SafeTensor> ToTensors() => [];

    public void Score(ReadOnlySpan<float> windows, Span<double> scores)
    {
        WindowRows.Check(windows, scores, Width);
        var excess = ArrayPool<double>.Shared.Rent(SignalCount);
        for (var window = 0; window < scores.Length; window++)
        {
            Excess(windows.Slice(window * Width, Width), excess.AsSpan(0, SignalCount));
            double sum = 0;
            foreach (var each in excess.AsSpan(0, SignalCount)) sum += each;
            scores[window] = sum / SignalCount;
        }
        ArrayPool<double>.Shared.Return(excess);
    }

    /// <summary>What each signal adds, at the newest step.</summary>
    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, Width);
        contributions.Clear();
        Excess(window, contributions[^SignalCount..]);
    }

    private void Excess(ReadOnlySpan<float> window, Span<double> excess)
    {
        var rented = ArrayPool<double>.Shared.Rent((length + (3 * frequencies)) * Lanes);
        var scratch = MemoryMarshal.Cast<double, Vector512<double>>(rented.AsSpan());
        for (var signal = 0; signal < SignalCount; signal += Lanes)
        {
            var some = Of(window, signal, scratch);
            for (var lane = 0; lane < Math.Min(Lanes, SignalCount - signal); lane++) excess[signal + lane] = some[lane];
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    // By how much the newest step of some signals exceeds those before it, from a first signal on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector512<double> Of(ReadOnlySpan<float> window, int signal, Span<Vector512<double>> scratch)
    {
        var series = scratch[..length];
        var moves = Extend(window, signal, series);
        var real = scratch.Slice(length, frequencies);
        var imaginary = scratch.Slice(length + frequencies, frequencies);
        var logarithms = scratch.Slice(length + (2 * frequencies), frequencies);
        Fold(series);
        for (var f = 0; f < frequencies; f++)
        {
            // Cosines are the same from both ends and sines the opposite: the sums of the two steps stand before the middle, the differences after it.
            var cosine = cosines.AsSpan(f * length, length);
            var sine = sines.AsSpan(f * length, length);
            var (a, b) = (series[0], Vector512<double>.Zero);
            for (var step = 1; step <= length / 2; step++) a = Vector512.FusedMultiplyAdd(Vector512.Create(cosine[step]), series[step], a);
            for (var step = (length / 2) + 1; step < length; step++) b = Vector512.FusedMultiplyAdd(Vector512.Create(sine[step]), series[step], b);
            (real[f], imaginary[f]) = (a, -b);
            logarithms[f] = Vector512.Log(Vector512.Max(Vector512.Create(Least), Vector512.Sqrt((a * a) + (b * b))));
        }
        for (var f = 0; f < frequencies; f++)
        {
            // exp(log A - average) as amplitude, the phase kept
            var factor = Vector512.Exp(-Average(logarithms, f)) * ((f == 0 || 2 * f == length ? 1.0 : 2.0) / length);
            real[f] *= factor;
            imaginary[f] *= factor;
        }
        var before = Vector512<double>.Zero;
        for (var step = WindowLength - 1 - options.SaliencyAverage; step < WindowLength - 1; step++) before += Saliency(real, imaginary, step);
        before /= options.SaliencyAverage;
        var excess = Vector512.Max(Vector512<double>.Zero, (Saliency(real, imaginary, WindowLength - 1) - before) / before);
        return Vector512.ConditionalSelect(moves & Vector512.GreaterThan(before, Vector512<double>.Zero), excess, Vector512<double>.Zero);
    }

    // The signals' steps and the point that the slopes before the newest lead to, so many times; where a signal moves. Zeros after the last signal.
    // The newest itself is left out, as in the authors' program: with it, a jump would be carried on and no longer stand out.
    private Vector512<double> Extend(ReadOnlySpan<float> window, int signal, Span<Vector512<double>> series)
    {
        var width = Math.Min(Lanes, SignalCount - signal);
        var (least, largest) = (Vector512.Create(double.PositiveInfinity), Vector512.Create(double.NegativeInfinity));
        Span<float> values = stackalloc float[Lanes];
        for (var step = 0; step < WindowLength; step++)
        {
            window.Slice((step * SignalCount) + signal, width).CopyTo(values);
            var (low, high) = Vector256.Widen(Vector256.Create<float>(values));
            series[step] = Vector512.Create(low, high);
            (least, largest) = (Vector512.Min(least, series[step]), Vector512.Max(largest, series[step]));
        }
        // x[n+1] = x[n-m+1] + m times the mean slope, n the step before the newest
        var last = WindowLength - 2;
        var next = series[last - options.Slopes + 1];
        for (var back = 1; back <= options.Slopes; back++) next += (series[last] - series[last - back]) / back;
        series[WindowLength..].Fill(next);
        return Vector512.GreaterThan(largest - least, Vector512.Create(Still));
    }

    // Each step after the first and the one as far from the end become their sum and the later less the earlier: the sines of a step after the middle are minus those of its mirror.
    private void Fold(Span<Vector512<double>> series)
    {
        for (var step = 1; 2 * step < length; step++)
            (series[step], series[length - step]) = (series[step] + series[length - step], series[length - step] - series[step]);
    }

    // Over neighbouring frequencies on both sides; the spectrum is even and goes round.
    private Vector512<double> Average(ReadOnlySpan<Vector512<double>> logarithms, int frequency)
    {
        var sum = Vector512<double>.Zero;
        var reach = options.SpectrumAverage / 2;
        for (var f = frequency - reach; f <= frequency + reach; f++)
        {
            var round = ((f % length) + length) % length;
            sum += logarithms[round < frequencies ? round : length - round];
        }
        return sum / options.SpectrumAverage;
    }

    private Vector512<double> Saliency(ReadOnlySpan<Vector512<double>> real, ReadOnlySpan<Vector512<double>> imaginary, int step)
    {
        var (a, b) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var f = 0; f < real.Length; f++)
        {
            a = Vector512.FusedMultiplyAdd(Vector512.Create(cosines[(f * length) + step]), real[f], a);
            b = Vector512.FusedMultiplyAdd(Vector512.Create(sines[(f * length) + step]), imaginary[f], b);
        }
        return Vector512.Abs(a - b);
    }
}
