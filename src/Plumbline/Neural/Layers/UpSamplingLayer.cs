using System.Numerics.Tensors;

namespace Plumbline.Neural.Layers;

/// <summary>Each step <paramref name="repeats"/> times in a row, Keras' UpSampling1D.</summary>
/// <remarks>Before a convolution <see cref="UpSampledConvolutionLayer"/> does the same with fewer products.</remarks>
internal sealed class UpSamplingLayer(int steps, int features, int repeats) : Layer(steps, features, steps * repeats, features)
{
    public override string Kind => "up_sampling";

    public int Repeats => repeats;

    public override IReadOnlyList<ParameterBlock> Blocks => [];

    public override int ParameterLength => 0;

    public override int ScratchLength(int rows) => 0;

    public override void Initialise(Span<float> parameters, Random random)
    {
    }

    public override void Forward(in ForwardPass pass)
    {
        for (var step = 0; step < OutputSteps; step++)
        {
            for (var row = 0; row < pass.Rows; row++)
            {
                var output = pass.Outputs.Slice(((step * pass.Rows) + row) * PaddedOutputs, PaddedOutputs);
                pass.Inputs.Slice(((step / repeats * pass.Rows) + row) * pass.InputStride, Inputs).CopyTo(output);
                output[Outputs..].Clear();
            }
        }
    }

    public override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients.IsEmpty) return;
        var length = pass.Rows * PaddedInputs;
        for (var step = 0; step < OutputSteps; step++)
        {
            var gradients = pass.InputGradients.Slice(step / repeats * length, length);
            var output = pass.OutputGradients.Slice(step * length, length);
            if (step % repeats == 0) output.CopyTo(gradients);
            else TensorPrimitives.Add(gradients, output, gradients);
        }
    }
}
