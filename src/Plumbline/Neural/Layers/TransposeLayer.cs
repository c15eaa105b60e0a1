using System.Runtime.CompilerServices;

namespace Plumbline.Neural.Layers;

/// <summary>Each row's steps become its features and its features its steps: [step, feature] to [feature, step], Keras' Permute((2, 1)).</summary>
/// <remarks>A dense layer behind it sees a feature over all steps at a time.</remarks>
internal sealed class TransposeLayer(int steps, int width) : Layer(steps, width, width, steps)
{
    public override string Kind => "transpose";

    public override IReadOnlyList<ParameterBlock> Blocks => [];

    public override int ParameterLength => 0;

    public override int ScratchLength(int rows) => 0;

    public override void Initialise(Span<float> parameters, Random random)
    {
    }

    public override void Forward(in ForwardPass pass) => Turn(pass.Inputs, pass.InputStride, InputSteps, Inputs, pass.Rows, pass.Outputs, PaddedOutputs);

    public override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients.IsEmpty) Turn(pass.OutputGradients, PaddedOutputs, OutputSteps, Outputs, pass.Rows, pass.InputGradients, PaddedInputs);
    }

    /// <param name="source">[step, row, feature] at a stride.</param>
    /// <param name="target">[feature, row, step] at a stride, padding zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(ReadOnlySpan<float> source, int sourceStride, int steps, int width, int rows, Span<float> target, int targetStride)
    {
        for (var feature = 0; feature < width; feature++)
        {
            for (var row = 0; row < rows; row++)
            {
                var to = target.Slice(((feature * rows) + row) * targetStride, targetStride);
                for (int step = 0, from = (row * sourceStride) + feature; step < steps; step++, from += rows * sourceStride) to[step] = source[from];
                to[steps..].Clear();
            }
        }
    }
}
