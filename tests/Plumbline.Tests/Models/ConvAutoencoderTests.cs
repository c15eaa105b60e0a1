using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Models;

public sealed class ConvAutoencoderTests
{
    [Fact]
    public void The_labs_network_has_181465_parameters()
    {
        var network = new Network(new ConvAutoencoderOptions().Layers(16, 21));
        Assert.Equal([20_320, 0, 76_880, 0, 1_924, 2_000, 76_960, 3_381], network.Layers.ToArray().Select(layer => layer.Blocks.Sum(block => block.Count)));
        Assert.Equal(181_465, Autoencoder.FromTensors(16, 21, new ConvAutoencoderOptions(), network.Tensors()).ParameterCount);
    }

    [Fact]
    public void The_decoder_mirrors_the_encoder_from_pooled_steps()
    {
        var layers = new ConvAutoencoderOptions { Filters = [8, 6], CodeFilters = 3, Kernel = 5, Pool = 3 }.Layers(18, 4);
        Assert.Equal([(18, 4, 18, 8), (18, 8, 6, 8), (6, 8, 6, 6), (6, 6, 2, 6), (2, 6, 2, 3), (2, 3, 6, 6), (6, 6, 18, 8), (18, 8, 18, 4)],
            layers.Select(layer => (layer.InputSteps, layer.Inputs, layer.OutputSteps, layer.Outputs)));
    }

    [Fact]
    public void Defaults_are_the_labs()
    {
        var options = new ConvAutoencoderOptions();
        Assert.Equal([160, 80], options.Filters);
        Assert.Equal((16, 4, 6, 2, Activation.Relu), (options.Window, options.CodeFilters, options.Kernel, options.Pool, options.Activation));
        Assert.Empty(options.Problems());
    }

    [Fact]
    public void Training_brings_the_reconstruction_near_what_it_saw()
    {
        var values = new float[300 * 3];
        for (var i = 0; i < values.Length; i++) values[i] = 1.5f * MathF.Sin((i / 3 * 0.4f) + (i % 3));
        var windows = new Windows([values], 3, 8);
        var model = Autoencoder.Fit(windows, new ConvAutoencoderOptions { Filters = [16, 8], CodeFilters = 2, Window = 8 },
            new TrainingOptions { Epochs = 60, Patience = null, LearningRate = 0.005 }, new TrainingWatch(), TestContext.Current.CancellationToken);
        Assert.Equal((8, 3), (model.WindowLength, model.SignalCount));
        var reconstruction = new float[windows.Width];
        model.Reconstruct(windows[150], reconstruction);
        Assert.True(reconstruction.Zip(windows[150].ToArray(), (y, x) => (y - x) * (y - x)).Average() < 0.05);
    }

    [Fact]
    public void A_window_that_the_poolings_do_not_divide_is_refused()
    {
        Assert.Equal(["window is 18; expected a multiple of 4: each of the 2 layers in filters makes 2 steps one"], new ConvAutoencoderOptions { Window = 18 }.Problems());
        Assert.Empty(new ConvAutoencoderOptions { Window = 18, Pool = 3 }.Problems());
        Assert.Empty(new ConvAutoencoderOptions { Window = 1, Pool = 1 }.Problems());
        Assert.Throws<ArgumentException>("steps", () => Autoencoder.FromTensors(18, 3, new ConvAutoencoderOptions(), []));
    }

    [Fact]
    public void All_wrong_options_are_reported_together()
    {
        var windows = new Windows([new float[30]], 3, 2);
        var error = Assert.Throws<ArgumentException>(() => Autoencoder.Fit(windows,
            new ConvAutoencoderOptions { Filters = [0], CodeFilters = 0, Kernel = 0, Pool = 0, Activation = (Activation)9, Window = 0 },
            new TrainingOptions { Epochs = 0 }, new TrainingWatch(), CancellationToken.None));
        foreach (var problem in new[] { "window is 0", "filters holds 0", "codeFilters is 0", "kernel is 0", "pool is 0", "activation", "epochs" }) Assert.Contains(problem, error.Message);
    }
}
