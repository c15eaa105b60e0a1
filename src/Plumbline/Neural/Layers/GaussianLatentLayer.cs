using System.Runtime.CompilerServices;

namespace Plumbline.Neural.Layers;

/// <summary>What a variational autoencoder does to its code (Kingma and Welling 2014): of [mean | log variance] side by side it puts out
/// mean + e^(log variance / 2) * standard normal noise while training, and the mean while scoring.</summary>
/// <remarks>
/// Adds <see cref="Beta"/> * KL(q || N(0, 1)) = -1/2 sum(1 + log variance - mean^2 - e^(log variance)) to each row's loss, over steps and
/// latents. Log variances are held within <see cref="LeastLogVariance"/> and <see cref="MostLogVariance"/>; their gradients pass
/// the bounds as if they were not there, so that one beyond them finds back.
/// </remarks>
internal sealed class GaussianLatentLayer : Layer
{
    /// <summary>A deviation of 5e-5, next to a prior of 1 as good as none.</summary>
    public const double LeastLogVariance = -20;

    /// <summary>A deviation of 150: far beyond the prior's, and far from overflow.</summary>
    public const double MostLogVariance = 10;

    /// <param name="latents">Of a step; it takes twice as many inputs.</param>
    /// <param name="beta">At least 0, see <see cref="Beta"/>. Without a default, since what is usual depends on the outputs: <see cref="BetaFor"/>.</param>
    public GaussianLatentLayer(int steps, int latents, double beta) : base(steps, 2 * latents, steps, latents)
    {
        if (!(beta >= 0) || double.IsInfinity(beta)) throw new ArgumentOutOfRangeException(nameof(beta), beta, "Not at least 0 and finite.");
        Beta = beta;
    }

    /// <summary>Weight of the divergence, in nats, against the loss of the network's outputs.</summary>
    /// <remarks>Losses here are means over the n outputs of a row. Against their mean squared error a beta of 1 weighs the divergence n / 2
    /// times as much as the evidence lower bound with a decoder of variance 1 does, and the code collapses to the prior for all but small n.</remarks>
    public double Beta { get; }

    /// <summary>The <see cref="Beta"/> that means, next to a mean squared error over so many outputs, what beta means to Higgins et al. 2017 (beta-VAE).</summary>
    /// <param name="outputs">n, steps x features that the network puts out.</param>
    /// <param name="beta">1 is the evidence lower bound; more asks for a code that is closer to independent, less for better reconstructions.</param>
    /// <param name="variance">That the decoder is taken to have around its outputs, the square of the error that cannot be avoided; 1 is usual for
    /// signals scaled to deviation 1, less for ones that are reconstructed well.</param>
    /// <returns>2 beta variance / n, for the bound is -sum of squared errors / (2 variance) - beta KL.</returns>
    public static double BetaFor(int outputs, double beta = 1, double variance = 1) => 2 * beta * variance / outputs;

    public override string Kind => "gaussian_latent";

    public override IReadOnlyList<ParameterBlock> Blocks => [];

    public override int ParameterLength => 0;

    /// <summary>The noise, only there while training.</summary>
    public override int TapePerRow => OutputSteps * PaddedOutputs;

    public override int ScratchLength(int rows) => 0;

    public override void Initialise(Span<float> parameters, Random random)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(in ForwardPass pass)
    {
        var all = OutputSteps * pass.Rows;
        PaddedRows.Pad(pass.Inputs, pass.InputStride, pass.Outputs, all, Outputs);
        if (!pass.Noise.Exists) return;
        pass.Noise.Normal(pass.Tape[..(all * PaddedOutputs)]);
        for (var row = 0; row < all; row++)
        {
            var logVariances = pass.Inputs.Slice((row * pass.InputStride) + Outputs, Outputs);
            var noise = pass.Tape.Slice(row * PaddedOutputs, Outputs);
            var outputs = pass.Outputs.Slice(row * PaddedOutputs, Outputs);
            for (var i = 0; i < outputs.Length; i++) outputs[i] += MathF.Exp(Bounded(logVariances[i]) / 2) * noise[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients.IsEmpty) return;
        var scale = (float)(Beta / pass.BatchRows);
        for (var row = 0; row < OutputSteps * pass.Rows; row++)
        {
            var inputs = pass.Inputs.Slice(row * PaddedInputs, Inputs);
            var noise = pass.Tape.Slice(row * PaddedOutputs, Outputs);
            var outputGradients = pass.OutputGradients.Slice(row * PaddedOutputs, Outputs);
            var gradients = pass.InputGradients.Slice(row * PaddedInputs, PaddedInputs);
            for (var i = 0; i < Outputs; i++)
            {
                var deviation = MathF.Exp(Bounded(inputs[Outputs + i]) / 2);
                gradients[i] = outputGradients[i] + (scale * inputs[i]);
                gradients[Outputs + i] = scale * 0.5f * ((deviation * deviation) - 1);
                if (pass.Noise.Exists) gradients[Outputs + i] += 0.5f * deviation * noise[i] * outputGradients[i];
            }
            gradients[Inputs..].Clear();
        }
    }

    public override double Penalty(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, Span<float> tape, int rows)
    {
        var sum = 0.0;
        for (var row = 0; row < OutputSteps * rows; row++)
        {
            var input = inputs.Slice(row * PaddedInputs, Inputs);
            for (var i = 0; i < Outputs; i++)
            {
                double mean = input[i], logVariance = Bounded(input[Outputs + i]);
                sum -= 0.5 * (1 + logVariance - (mean * mean) - Math.Exp(logVariance));
            }
        }
        return Beta * sum;
    }

    private static float Bounded(float logVariance) => Math.Clamp(logVariance, (float)LeastLogVariance, (float)MostLogVariance);
}
