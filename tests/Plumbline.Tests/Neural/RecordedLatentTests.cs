using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

/// <summary>As <see cref="RecordedTests"/>, for what a variational autoencoder needs.</summary>
public sealed class RecordedLatentTests
{
    private const int Count = 5;
    private const int Width = 4;
    private const double Beta = 0.3;

    [Fact]
    public void Softplus_and_its_slope_are_those_of_PyTorch()
    {
        float[] values = [-80, -40, -20, -10, -5, -2, -1, -0.5f, 0, 0.5f, 1, 2, 5, 10, 20, 40];
        var slopes = Enumerable.Repeat(1f, values.Length).ToArray();
        Activations.Apply(Activation.Softplus, values);
        Activations.Differentiate(Activation.Softplus, values, slopes);
        var recorded = Recorded("Softplus").Select(line => line.Values).ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(recorded[0][i], values[i], 4e-7 * recorded[0][i]);
            Assert.Equal(recorded[1][i], slopes[i], 4e-7 * recorded[1][i]);
        }
    }

    [Fact]
    public void A_variational_autoencoder_goes_forward_and_back_as_in_PyTorch()
    {
        var latent = new GaussianLatentLayer(1, 3, Beta);
        var network = new Network([new DenseLayer(1, Width, 6, Activation.Linear), latent, new DenseLayer(1, 3, Width, Activation.Softplus)]);
        double[] scales = [0.5, 0.4, 0.5, 0.3];
        network.Load(network.Tensors().Select((tensor, i) => tensor with { Values = RecordedTests.Wave(scales[i], i, tensor.Values.Length) }));
        var inputs = RecordedTests.Wave(0.9, 0.1, Count * Width);
        SampleSource source = sample => inputs.AsSpan(sample * Width, Width);
        using var pass = new Backpropagation(network, source, source, Count);
        var loss = pass.LossAndGradients([.. Enumerable.Range(0, Count)], Noise.Of(7)) / Count;

        var codes = new Network([new DenseLayer(1, Width, 6, Activation.Linear)]);
        codes.Load(network.Tensors().Take(2));
        var padded = NetworkCheck.Forward(codes, inputs).Chunk(6).SelectMany(code => code.Concat(new float[10])).ToArray();
        var divergence = latent.Penalty(padded, [], default, Count) / Count / Beta;

        var recorded = Recorded("Latent");
        float[][] actual = [[(float)loss], [(float)divergence], NetworkCheck.Forward(network, inputs), .. network.Tensors(pass.Gradients).Select(tensor => tensor.Values.ToArray())];
        Assert.Equal(recorded.Length, actual.Length);
        for (var i = 0; i < recorded.Length; i++)
        {
            Assert.Equal(recorded[i].Values.Length, actual[i].Length);
            for (var k = 0; k < actual[i].Length; k++) Assert.Equal(recorded[i].Values[k], actual[i][k], 1e-6);
        }
    }

    private static (string Case, string What, double[] Values)[] Recorded(string name) => [.. RecordedTests.Recorded("latent.txt").Where(line => line.Case == name)];
}
