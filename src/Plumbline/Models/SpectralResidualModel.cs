using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>How much the newest step of each signal stands out from the window's own rhythm; nothing is fitted. Mean over the signals.</summary>
/// <remarks>Spectral residual (Ren and others 2019, after Hou and Zhang 2007): the spectrum's amplitudes are divided by their average over neighbouring
/// frequencies, on the logarithm, and transformed back with the phases as they were; where the result is large, something is new. A step's score is by how much it exceeds the
/// mean of the steps before it, in units of that mean, at least 0. The scale of a signal does not matter, so noise of a quiet signal counts as
/// much as that of a loud one. The transforms are direct ones: for windows of a hundred steps they are quick, and of the way back only the newest steps are needed.</remarks>
public sealed class SpectralResidualModel : IScoringModel
{
    private const double Least = 1e-8; // amplitude below which there is nothing, for values of scale 1
    private const double Still = 1e-6; // span of a signal that does not move

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
        var scratch = new double[length + (3 * frequencies)];
        for (var window = 0; window < scores.Length; window++)
        {
            double sum = 0;
            for (var signal = 0; signal < SignalCount; signal++) sum += OfSignal(windows.Slice(window * Width, Width), signal, scratch);
            scores[window] = sum / SignalCount;
        }
    }

    /// <summary>What each signal adds, at the newest step.</summary>
    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, Width);
        contributions.Clear();
        var scratch = new double[length + (3 * frequencies)];
        for (var signal = 0; signal < SignalCount; signal++) contributions[Width - SignalCount + signal] = OfSignal(window, signal, scratch);
    }

    private double OfSignal(ReadOnlySpan<float> window, int signal, Span<double> scratch)
    {
        var series = scratch[..length];
        if (!Extend(window, signal, series)) return 0;
        var real = scratch.Slice(length, frequencies);
        var imaginary = scratch.Slice(length + frequencies, frequencies);
        var logarithms = scratch.Slice(length + (2 * frequencies), frequencies);
        for (var f = 0; f < frequencies; f++)
        {
            real[f] = InnerProduct.Of(series, cosines.AsSpan(f * length, length));
            imaginary[f] = -InnerProduct.Of(series, sines.AsSpan(f * length, length));
            logarithms[f] = Math.Log(Math.Max(Least, double.Hypot(real[f], imaginary[f])));
        }
        for (var f = 0; f < frequencies; f++)
        {
            // exp(log A - average) as amplitude, the phase kept
            var factor = Math.Exp(-Average(logarithms, f)) * (f == 0 || 2 * f == length ? 1 : 2) / length;
            real[f] *= factor;
            imaginary[f] *= factor;
        }
        double before = 0;
        for (var step = WindowLength - 1 - options.SaliencyAverage; step < WindowLength - 1; step++) before += Saliency(real, imaginary, step);
        before /= options.SaliencyAverage;
        return before > 0 ? Math.Max(0, (Saliency(real, imaginary, WindowLength - 1) - before) / before) : 0;
    }

    // The signal's steps and the point that the slopes before the newest lead to, so many times; false for a signal that stands still.
    // The newest itself is left out, as in the authors' program: with it, a jump would be carried on and no longer stand out.
    private bool Extend(ReadOnlySpan<float> window, int signal, Span<double> series)
    {
        var (least, largest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var step = 0; step < WindowLength; step++)
        {
            double value = series[step] = window[(step * SignalCount) + signal];
            (least, largest) = (Math.Min(least, value), Math.Max(largest, value));
        }
        // x[n+1] = x[n-m+1] + m times the mean slope, n the step before the newest
        var last = WindowLength - 2;
        var next = series[last - options.Slopes + 1];
        for (var back = 1; back <= options.Slopes; back++) next += (series[last] - series[last - back]) / back;
        series[WindowLength..].Fill(next);
        return largest - least > Still;
    }

    // Over neighbouring frequencies on both sides; the spectrum is even and goes round.
    private double Average(ReadOnlySpan<double> logarithms, int frequency)
    {
        double sum = 0;
        var reach = options.SpectrumAverage / 2;
        for (var f = frequency - reach; f <= frequency + reach; f++)
        {
            var round = ((f % length) + length) % length;
            sum += logarithms[round < frequencies ? round : length - round];
        }
        return sum / options.SpectrumAverage;
    }

    private double Saliency(ReadOnlySpan<double> real, ReadOnlySpan<double> imaginary, int step)
    {
        double sum = 0;
        for (var f = 0; f < frequencies; f++) sum += (real[f] * cosines[(f * length) + step]) - (imaginary[f] * sines[(f * length) + step]);
        return Math.Abs(sum);
    }
}
