using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Models;

public sealed class LstmAutoencoderTests
{
    private static readonly LstmAutoencoderOptions Labs = new() { Units = [128], Activation = Activation.Relu, RecurrentOutput = true };

    [Fact]
    public void The_labs_network_has_220984_parameters()
    {
        var network = new Network(Labs.Layers(16, 21));
        Assert.Equal([76_800, 131_584, 12_600], network.Layers.ToArray().Select(layer => layer.Blocks.Sum(block => block.Count)));
        Assert.Equal(220_984, Autoencoder.FromTensors(16, 21, Labs, network.Tensors()).ParameterCount);
    }

    [Fact]
    public void The_decoder_mirrors_the_encoder_from_its_last_state()
    {
        var layers = new LstmAutoencoderOptions { Units = [8, 3] }.Layers(6, 5);
        Assert.Equal([(6, 5, 6, 8), (6, 8, 1, 3), (1, 3, 6, 3), (6, 3, 6, 8), (6, 8, 6, 5)],
            layers.Select(layer => (layer.InputSteps, layer.Inputs, layer.OutputSteps, layer.Outputs)));
        Assert.Equal(["lstm", "lstm", "lstm", "lstm", "dense"], layers.Select(layer => layer.Kind));
    }

    [Fact]
    public void Defaults_are_one_layer_of_128_with_tanh_over_16_steps_and_an_output_without_bounds()
    {
        var options = new LstmAutoencoderOptions();
        Assert.Equal([128], options.Units);
        Assert.Equal((16, Activation.Tanh, false), (options.Window, options.Activation, options.RecurrentOutput));
        Assert.Equal((RecurrentCell.Lstm, 0, 0, false, 8, 1), (options.Cell, options.Dropout, options.RecurrentDropout, options.Variational, options.Latent, options.Beta));
        Assert.Empty(options.Problems());
    }

    /// <summary>As in the labs: what is hidden is hidden from the encoder.</summary>
    [Fact]
    public void A_variational_one_has_its_latents_between_encoder_and_decoder()
    {
        var layers = new LstmAutoencoderOptions { Units = [8], Cell = RecurrentCell.Gru, Dropout = 0.1, Variational = true, Latent = 3, Beta = 2 }.Layers(6, 5);
        Assert.Equal(["dropout", "gru", "dense", "gaussian_latent", "gru", "dense"], layers.Select(layer => layer.Kind));
        Assert.Equal((1, 6, 1, 3), (layers[3].InputSteps, layers[3].Inputs, layers[3].OutputSteps, layers[3].Outputs));
        Assert.Equal(2 * 2.0 / 30, ((GaussianLatentLayer)layers[3]).Beta); // 2 beta variance / n
    }

    [Fact]
    public void Training_brings_the_reconstruction_near_what_it_saw()
    {
        var values = new float[300 * 3];
        for (var i = 0; i < values.Length; i++) values[i] = 1.5f * MathF.Sin((i / 3 * 0.4f) + (i % 3));
        var windows = new Windows([values], 3, 8);
        var model = Autoencoder.Fit(windows, new LstmAutoencoderOptions { Units = [16], Window = 8 }, new TrainingOptions { Epochs = 60, Patience = null, LearningRate = 0.01 },
            new TrainingWatch(), TestContext.Current.CancellationToken);
        Assert.Equal((8, 3), (model.WindowLength, model.SignalCount));
        var reconstruction = new float[windows.Width];
        model.Reconstruct(windows[150], reconstruction);
        Assert.True(reconstruction.Zip(windows[150].ToArray(), (y, x) => (y - x) * (y - x)).Average() < 0.05);
    }

    [Fact]
    public void All_wrong_options_are_reported_together()
    {
        var windows = new Windows([new float[30]], 3, 2);
        var error = Assert.Throws<ArgumentException>(() => Autoencoder.Fit(windows, new LstmAutoencoderOptions { Units = [0], Activation = (Activation)9, Window = 0, Cell = (RecurrentCell)7, Dropout = 1, Latent = 0, Beta = -1 },
            new TrainingOptions { Epochs = 0 }, new TrainingWatch(), CancellationToken.None));
        foreach (var problem in new[] { "window is 0", "units holds 0", "activation", "cell is 7", "dropout is 1", "latent is 0", "beta is -1", "epochs" }) Assert.Contains(problem, error.Message);
    }
}
