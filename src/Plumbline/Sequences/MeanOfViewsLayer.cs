using System.Runtime.CompilerServices;
using Plumbline.Neural.Layers;

namespace Plumbline.Sequences;

/// <summary>[step, 2 x signal] to [step, signal]: the mean of two reconstructions that lie side by side.</summary>
/// <remarks>What the published dense pair is trained on: neither view then learns to reconstruct alone.</remarks>
internal sealed class MeanOfViewsLayer(int steps, int signals) : Layer(steps, 2 * signals, steps, signals)
{
    public override string Kind => "mean_of_views";

    public override IReadOnlyList<ParameterBlock> Blocks => [];

    public override int ParameterLength => 0;

    public override int ScratchLength(int rows) => 0;

    public override void Initialise(Span<float> parameters, Random random)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(in ForwardPass pass)
    {
        for (var row = 0; row < InputSteps * pass.Rows; row++)
        {
            var from = pass.Inputs.Slice(row * pass.InputStride, Inputs);
            var to = pass.Outputs.Slice(row * PaddedOutputs, PaddedOutputs);
            for (var signal = 0; signal < Outputs; signal++) to[signal] = (from[signal] + from[Outputs + signal]) / 2;
            to[Outputs..].Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients.IsEmpty) return;
        for (var row = 0; row < InputSteps * pass.Rows; row++)
        {
            var from = pass.OutputGradients.Slice(row * PaddedOutputs, Outputs);
            var to = pass.InputGradients.Slice(row * PaddedInputs, PaddedInputs);
            for (var signal = 0; signal < Outputs; signal++) to[signal] = to[Outputs + signal] = from[signal] / 2;
            to[Inputs..].Clear();
        }
    }
}
