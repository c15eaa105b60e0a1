using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Plumbline.Neural.Layers;

/// <summary>Inverted dropout: while training each value is 0 with probability <paramref name="rate"/> and otherwise 1 / (1 - rate) times itself
/// (Srivastava et al. 2014); while scoring nothing is changed.</summary>
/// <param name="rate">0 to below 1.</param>
/// <param name="stepsShare">One mask serves all steps of a row, so that a feature is missing from its whole window: Keras' dropout on
/// the inputs of a recurrent layer (Gal and Ghahramani 2016) and its SpatialDropout1D.</param>
internal sealed class DropoutLayer(int steps, int width, double rate, bool stepsShare = false) : Layer(steps, width, steps, width)
{
    public double Rate { get; } = rate is >= 0 and < 1 ? rate : throw new ArgumentOutOfRangeException(nameof(rate), rate, "Not from 0 to below 1.");

    public bool StepsShare => stepsShare;

    public override string Kind => "dropout";

    public override IReadOnlyList<ParameterBlock> Blocks => [];

    public override int ParameterLength => 0;

    /// <summary>The factors, only there while training.</summary>
    public override int TapePerRow => (stepsShare ? 1 : InputSteps) * PaddedInputs;

    public override int ScratchLength(int rows) => 0;

    public override void Initialise(Span<float> parameters, Random random)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(in ForwardPass pass)
    {
        PaddedRows.PassOn(this, pass);
        if (!pass.Noise.Exists) return;
        var factors = pass.Tape[..(pass.Rows * TapePerRow)];
        pass.Noise.Dropout(factors, Rate);
        Multiply(pass.Outputs, factors, pass.Rows, pass.Outputs);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients.IsEmpty) return;
        if (pass.Noise.Exists) Multiply(pass.OutputGradients, pass.Tape[..(pass.Rows * TapePerRow)], pass.Rows, pass.InputGradients);
        else pass.OutputGradients[..(InputSteps * pass.Rows * PaddedInputs)].CopyTo(pass.InputGradients);
    }

    private void Multiply(ReadOnlySpan<float> values, ReadOnlySpan<float> factors, int rows, Span<float> products)
    {
        var length = InputSteps * rows * PaddedInputs;
        for (var at = 0; at < length; at += factors.Length) TensorPrimitives.Multiply(values.Slice(at, factors.Length), factors, products[at..]);
    }
}
