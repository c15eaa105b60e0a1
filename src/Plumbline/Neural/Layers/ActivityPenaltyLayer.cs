using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Neural.Layers;

/// <summary>Passes its values on and adds l1 * sum |value| + l2 * sum value^2, over steps and features, to each row's loss: Keras' activity_regularizer.</summary>
/// <remarks>As losses are means over a batch, so is this. After a code it makes a sparse autoencoder.</remarks>
/// <param name="l1">At least 0; draws values to exactly 0.</param>
/// <param name="l2">At least 0; keeps values small.</param>
internal sealed class ActivityPenaltyLayer(int steps, int width, double l1, double l2) : Layer(steps, width, steps, width)
{
    public double L1 { get; } = l1 >= 0 ? l1 : throw new ArgumentOutOfRangeException(nameof(l1), l1, "Not at least 0.");

    public double L2 { get; } = l2 >= 0 ? l2 : throw new ArgumentOutOfRangeException(nameof(l2), l2, "Not at least 0.");

    public override string Kind => "activity_penalty";

    public override IReadOnlyList<ParameterBlock> Blocks => [];

    public override int ParameterLength => 0;

    public override int ScratchLength(int rows) => 0;

    public override void Initialise(Span<float> parameters, Random random)
    {
    }

    public override void Forward(in ForwardPass pass) => PaddedRows.PassOn(this, pass);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients.IsEmpty) return;
        var x = PaddedRows.Vectors(pass.Inputs[..(InputSteps * pass.Rows * PaddedInputs)]);
        var dy = PaddedRows.Vectors(pass.OutputGradients)[..x.Length];
        var dx = PaddedRows.Vectors(pass.InputGradients)[..x.Length];
        var (size, square) = (Vector256.Create((float)(L1 / pass.BatchRows)), Vector256.Create((float)(2 * L2 / pass.BatchRows)));
        var vectors = PaddedInputs / Vector256<float>.Count;
        for (var i = 0; i < x.Length; i++)
        {
            var slope = (Vector256.CopySign(size, x[i]) & ~Vector256.Equals(x[i], Vector256<float>.Zero)) + (square * x[i]);
            dx[i] = dy[i] + (slope & PaddedRows.Inside(i % vectors, Inputs));
        }
    }

    public override double Penalty(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, Span<float> tape, int rows)
    {
        var (size, squares) = (0.0, 0.0);
        for (var row = 0; row < InputSteps * rows; row++)
        {
            var values = inputs.Slice(row * PaddedInputs, Inputs);
            size += TensorPrimitives.SumOfMagnitudes(values);
            squares += TensorPrimitives.SumOfSquares(values);
        }
        return (L1 * size) + (L2 * squares);
    }
}
