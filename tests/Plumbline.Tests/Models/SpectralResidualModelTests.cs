using System.Numerics;
using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Models;

public sealed class SpectralResidualModelTests
{
    [Theory]
    [InlineData(64, 3, 21, 5, 5)]
    [InlineData(31, 5, 10, 0, 1)]
    [InlineData(8, 1, 7, 4, 6)]
    public void Scores_equal_those_of_the_whole_transform_written_out(int window, int spectrum, int saliency, int ahead, int slopes)
    {
        var options = new SpectralResidualOptions { Window = window, SpectrumAverage = spectrum, SaliencyAverage = saliency, Ahead = ahead, Slopes = slopes };
        var values = MadeRows.Of(9, window, 3);
        var contributions = new double[values.Length];
        var score = new double[1];
        var model = Model(options, 3);
        model.Contributions(values, contributions);
        model.Score(values, score);
        var expected = Enumerable.Range(0, 3).Select(signal => Naive([.. values.Where((_, i) => i % 3 == signal).Select(value => (double)value)], options)).ToArray();
        for (var signal = 0; signal < 3; signal++) Assert.Equal(expected[signal], contributions[^(3 - signal)], 1e-9 * (1 + expected[signal]));
        Assert.Equal(expected.Average(), score[0], 1e-9 * (1 + expected.Average()));
    }

    [Fact]
    public void A_jump_at_the_newest_step_of_a_rhythm_stands_out()
    {
        var model = Model(new SpectralResidualOptions(), 1);
        var windows = new float[64 * 2];
        for (var i = 0; i < windows.Length; i++) windows[i] = MathF.Sin(i % 64 * 0.5f) + (0.1f * MathF.Sin(i % 64 * 37));
        windows[^1] += 4;
        var scores = new double[2];
        model.Score(windows, scores);
        Assert.True(scores[1] > 3 && scores[1] > 3 * scores[0], $"{scores[0]} {scores[1]}");
    }

    [Fact]
    public void A_signal_that_stands_still_scores_0()
    {
        var score = new double[1];
        Model(new SpectralResidualOptions(), 2).Score(Enumerable.Repeat(3f, 128).ToArray(), score);
        Assert.Equal(0, score[0]);
    }

    [Fact]
    public void All_wrong_options_are_reported_together()
    {
        var options = new SpectralResidualOptions { Window = 7, SpectrumAverage = 2, SaliencyAverage = 7, Ahead = -1, Slopes = 0 };
        Assert.Equal(5, options.Problems().Count());
        var defaults = new SpectralResidualOptions();
        Assert.Empty(defaults.Problems());
        Assert.Equal((64, 3, 21, 5, 5), (defaults.Window, defaults.SpectrumAverage, defaults.SaliencyAverage, defaults.Ahead, defaults.Slopes));
    }

    private static IScoringModel Model(SpectralResidualOptions options, int signals) =>
        (IScoringModel)options.Fit(new Windows([new float[options.Window * signals]], signals, options.Window), new TrainingOptions(), new TrainingWatch(), CancellationToken.None);

    private static double Naive(double[] window, SpectralResidualOptions options)
    {
        var last = window.Length - 1;
        var slope = Enumerable.Range(1, options.Slopes).Average(i => (window[last - 1] - window[last - 1 - i]) / i);
        double[] series = [.. window, .. Enumerable.Repeat(window[last - options.Slopes] + (slope * options.Slopes), options.Ahead)];
        var n = series.Length;
        var spectrum = Enumerable.Range(0, n).Select(f => Sum(t => series[t] * Complex.FromPolarCoordinates(1, -2 * Math.PI * f * t / n))).ToArray();
        var logarithms = Array.ConvertAll(spectrum, value => Math.Log(Math.Max(1e-8, value.Magnitude)));
        var residual = Enumerable.Range(0, n).Select(f => logarithms[f]
            - Enumerable.Range(f - (options.SpectrumAverage / 2), options.SpectrumAverage).Average(other => logarithms[((other % n) + n) % n])).ToArray();
        var saliency = Enumerable.Range(0, n).Select(t =>
            (Sum(f => Complex.FromPolarCoordinates(Math.Exp(residual[f]), spectrum[f].Phase + (2 * Math.PI * f * t / n))) / n).Magnitude).ToArray();
        var before = saliency[(last - options.SaliencyAverage)..last].Average();
        return Math.Max(0, (saliency[last] - before) / before);

        Complex Sum(Func<int, Complex> term) => Enumerable.Range(0, n).Aggregate(Complex.Zero, (sum, i) => sum + term(i));
    }
}
