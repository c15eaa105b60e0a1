using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Neural.Layers;

/// <summary>The largest of each run of <paramref name="size"/> steps, Keras' MaxPooling1D with its defaults; steps that make no whole run are left out.</summary>
/// <remarks>A NaN is the largest. The gradient goes to the first of equals, which going back finds by comparing inputs with outputs.</remarks>
internal sealed class MaxPoolLayer(int steps, int features, int size) : Layer(steps, features, StepsOf(steps, size), features)
{
    public override string Kind => "max_pool";

    public int Size => size;

    public override IReadOnlyList<ParameterBlock> Blocks => [];

    public override int ParameterLength => 0;

    public override int ScratchLength(int rows) => 0;

    public override void Initialise(Span<float> parameters, Random random)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(in ForwardPass pass)
    {
        // All rows of a step are one run of values unless the inputs come without padding.
        var padded = pass.InputStride == PaddedInputs;
        var (runs, length) = padded ? (1, pass.Rows * PaddedInputs) : (pass.Rows, Inputs);
        if (!padded) pass.Outputs[..(OutputSteps * pass.Rows * PaddedOutputs)].Clear();
        for (var step = 0; step < OutputSteps; step++)
        {
            for (var run = 0; run < runs; run++)
            {
                var largest = pass.Outputs.Slice(((step * pass.Rows) + run) * PaddedOutputs, length);
                for (var i = 0; i < size; i++)
                {
                    var input = pass.Inputs.Slice(((((step * size) + i) * pass.Rows) + run) * pass.InputStride, length);
                    if (i == 0) input.CopyTo(largest);
                    else Raise(largest, input);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients.IsEmpty) return;
        var length = pass.Rows * PaddedInputs;
        for (var step = 0; step < OutputSteps; step++)
        {
            var outputs = Vectors(pass.Outputs.Slice(step * length, length));
            var left = MemoryMarshal.Cast<float, Vector256<float>>(pass.OutputGradients.Slice(step * length, length)); // what has not found its input yet
            for (var i = 0; i < size; i++)
            {
                var at = ((step * size) + i) * length;
                var inputs = Vectors(pass.Inputs.Slice(at, length));
                var gradients = MemoryMarshal.Cast<float, Vector256<float>>(pass.InputGradients.Slice(at, length));
                for (var k = 0; k < gradients.Length; k++)
                {
                    var found = Vector256.Equals(inputs[k], outputs[k]);
                    gradients[k] = left[k] & found;
                    left[k] = Vector256.AndNot(left[k], found);
                }
            }
        }
        pass.InputGradients[(OutputSteps * size * length)..(InputSteps * length)].Clear();
    }

    /// <summary>Takes over values that are larger, or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Raise(Span<float> largest, ReadOnlySpan<float> values)
    {
        var targets = MemoryMarshal.Cast<float, Vector256<float>>(largest);
        var sources = Vectors(values)[..targets.Length];
        for (var k = 0; k < targets.Length; k++)
        {
            var takes = Vector256.GreaterThan(sources[k], targets[k]) | Vector256.IsNaN(sources[k]);
            targets[k] = Vector256.ConditionalSelect(takes, sources[k], targets[k]);
        }
        for (var k = targets.Length * Vector256<float>.Count; k < largest.Length; k++)
            if (values[k] > largest[k] || float.IsNaN(values[k])) largest[k] = values[k];
    }

    private static int StepsOf(int steps, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return steps / size;
    }

    private static ReadOnlySpan<Vector256<float>> Vectors(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);
}
