using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Models;

public sealed class PredictorTests
{
    [Fact]
    public void Only_the_newest_step_is_expected_and_does_not_depend_on_itself()
    {
        var model = Fit(new TrainingOptions { Epochs = 2 });
        var window = Waves(400)[37].ToArray();
        var (expected, changed) = (new float[window.Length], new float[window.Length]);
        model.Reconstruct(window, expected);
        Assert.Equal(window[..^3], expected[..^3]);
        window[^1] += 5;
        window[^3] -= 5;
        model.Reconstruct(window, changed);
        Assert.Equal(expected, changed);
        Assert.Equal(1, model.ExpectedSteps);
    }

    [Fact]
    public void Waves_are_predicted()
    {
        var windows = Waves(400);
        var model = Fit(new TrainingOptions { Epochs = 60, Patience = null, LearningRate = 0.01 });
        var (inputs, expected) = (new float[50 * windows.Width], new float[50 * windows.Width]);
        for (var i = 0; i < 50; i++) windows[300 + i].CopyTo(inputs.AsSpan(i * windows.Width));
        model.Reconstruct(inputs, expected);
        var (error, change) = (0.0, 0.0);
        for (var i = 0; i < 50; i++)
        {
            for (var signal = 0; signal < 3; signal++)
            {
                var at = ((i + 1) * windows.Width) - 3 + signal;
                error += Math.Pow(inputs[at] - expected[at], 2);
                change += Math.Pow(inputs[at] - inputs[at - 3], 2); // what saying the last step again would miss
            }
        }
        Assert.True(error < 0.1 * change, $"{error} against {change}");
    }

    [Fact]
    public void Defaults_are_a_gru_of_64_that_reads_16_steps()
    {
        var options = new PredictorOptions();
        Assert.Equal([64], options.Units);
        Assert.Equal((17, RecurrentCell.Gru, Activation.Tanh, 0, 0), (options.Window, options.Cell, options.Activation, options.Dropout, options.RecurrentDropout));
        Assert.Equal(["gru", "gru", "dense"], (options with { Units = [8, 4] }).Layers(16, 5).Select(layer => layer.Kind));
        Assert.Empty(options.Problems());
    }

    [Fact]
    public void All_wrong_options_are_reported_together()
    {
        var options = new PredictorOptions { Window = 1, Units = [], RecurrentDropout = 1 };
        var message = Assert.Throws<ArgumentException>(() => Predictor.Fit(Waves(40), options, new TrainingOptions { Loss = LossKind.Gaussian }, new TrainingWatch(), CancellationToken.None)).Message;
        foreach (var problem in new[] { "window is 1", "units is empty", "recurrentDropout is 1", "loss is Gaussian" }) Assert.Contains(problem, message);
    }

    private static Predictor Fit(TrainingOptions training) =>
        Predictor.Fit(Waves(300), new PredictorOptions { Units = [16], Window = 8 }, training, new TrainingWatch(), TestContext.Current.CancellationToken);

    private static Windows Waves(int steps)
    {
        var values = new float[steps * 3];
        for (var i = 0; i < values.Length; i++) values[i] = 1.5f * MathF.Sin((i / 3 * 0.4f) + (i % 3));
        return new Windows([values], 3, 8);
    }
}
