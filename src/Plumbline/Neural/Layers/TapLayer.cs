using System.Runtime.CompilerServices;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>A layer whose kernel has several taps, each a matrix [input, filter] that meets the steps at its own distance.</summary>
/// <remarks>
/// Steps that follow each other are rows that follow each other, so a tap is one product of all steps it reaches, added where it goes:
/// nothing is copied side by side, and what lies outside the steps is left out rather than multiplied as zeros. The products come tap after
/// tap in the forward direction, which fixes the order of each sum.
/// The kernel is [tap, input, filter] as Keras keeps that of Conv1D; bias [filter].
/// </remarks>
internal abstract class TapLayer : Layer
{
    private readonly Tap[] taps;
    private readonly int kernelLength;
    private readonly PanelLayout kernelLayout;
    private readonly PanelLayout filterRows;

    protected TapLayer(int inputSteps, int inputs, int outputSteps, int filters, Activation activation, Tap[] taps) : base(inputSteps, inputs, outputSteps, filters)
    {
        this.taps = taps;
        Activation = activation;
        var kernelRows = taps.Length * PaddedInputs;
        kernelLength = kernelRows * PaddedOutputs;
        kernelLayout = PanelLayout.Packed(kernelRows, filters);
        filterRows = PanelLayout.RowMajor(filters);
        Blocks = [new("kernel", inputs, 1, filters, kernelLayout, 0) { Taps = taps.Length }, new("bias", 0, 1, filters, filterRows, kernelLength)];
    }

    /// <summary>Taps of the kernel.</summary>
    public int Width => taps.Length;

    public Activation Activation { get; }

    public override IReadOnlyList<ParameterBlock> Blocks { get; }

    public override int ParameterLength => kernelLength + PaddedOutputs;

    /// <summary>The turned kernel.</summary>
    public override int ScratchLength(int rows) => kernelLength;

    /// <summary>Kernel as Glorot and Bengio 2010, Keras' default; bias zero.</summary>
    public override void Initialise(Span<float> parameters, Random random) => Initialisation.Glorot(Blocks[0], parameters, random);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(in ForwardPass pass)
    {
        var rows = pass.Rows;
        var parameters = pass.Parameters;
        var outputs = pass.Outputs[..(OutputSteps * rows * PaddedOutputs)];
        var sums = Sums(outputs, pass.Tape, rows);
        Start(sums, parameters[kernelLength..], rows);
        for (var tap = 0; tap < taps.Length; tap++)
        {
            var kernel = parameters[(tap * PaddedInputs * PanelLayout.Width)..kernelLength];
            for (var product = 0; product < taps[tap].Products(rows); product++)
            {
                var part = taps[tap].Product(product, rows);
                var target = sums[(part.Sum * PaddedOutputs)..];
                var layout = filterRows with { RowStride = part.SumStride * PaddedOutputs };
                Gemm.Multiply(LeftOperand.Plain(pass.Inputs[(part.Input * pass.InputStride)..], part.Count, Inputs, part.InputStride * pass.InputStride),
                    kernel, kernelLayout, new Addend(target, layout), false, target, layout);
            }
        }
        Finish(sums, outputs, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(in BackwardPass pass)
    {
        var rows = pass.Rows;
        var deltas = pass.OutputGradients[..(OutputSteps * rows * PaddedOutputs)];
        Activations.Differentiate(Activation, pass.Outputs[..deltas.Length], deltas);
        var bias = pass.Gradients[kernelLength..];
        Gemm.Multiply(LeftOperand.Ones(OutputSteps * rows), deltas, filterRows, pass.Before(bias, filterRows), false, bias, filterRows);
        var sums = SumGradients(deltas, pass.Tape, rows);
        if (!pass.Adds) pass.Gradients[..kernelLength].Clear();
        if (!pass.InputGradients.IsEmpty)
        {
            PanelTranspose.Apply(pass.Parameters[..kernelLength], Width * PaddedInputs, PaddedOutputs, pass.Scratch);
            pass.InputGradients[..(InputSteps * rows * PaddedInputs)].Clear();
        }

        var turnedLayout = PanelLayout.Packed(PaddedOutputs, Inputs);
        for (var tap = 0; tap < taps.Length; tap++)
        {
            var kernel = pass.Gradients[(tap * PaddedInputs * PanelLayout.Width)..kernelLength];
            for (var product = 0; product < taps[tap].Products(rows); product++)
            {
                var part = taps[tap].Product(product, rows);
                var from = sums[(part.Sum * PaddedOutputs)..];
                Gemm.Multiply(LeftOperand.Transposed(pass.Inputs[(part.Input * PaddedInputs)..], Inputs, part.Count, part.InputStride * PaddedInputs),
                    from, filterRows with { RowStride = part.SumStride * PaddedOutputs }, new Addend(kernel, kernelLayout), false, kernel, kernelLayout);
                if (pass.InputGradients.IsEmpty) continue;
                var target = pass.InputGradients[(part.Input * PaddedInputs)..];
                var layout = PanelLayout.RowMajor(Inputs) with { RowStride = part.InputStride * PaddedInputs };
                Gemm.Multiply(LeftOperand.Plain(from, part.Count, Outputs, part.SumStride * PaddedOutputs),
                    pass.Scratch[(tap * PaddedInputs * PaddedOutputs)..], turnedLayout, new Addend(target, layout), false, target, layout);
            }
        }
    }

    /// <summary>Where the taps add to, [sum step, row, padded filter]: the outputs, unless these are made of sums in turn.</summary>
    protected virtual Span<float> Sums(Span<float> outputs, Span<float> tape, int rows) => outputs;

    /// <summary>What the sums start from: the bias.</summary>
    protected virtual void Start(Span<float> sums, ReadOnlySpan<float> bias, int rows) => Fill(sums, bias);

    /// <summary>Makes the outputs of the sums: activates them.</summary>
    protected virtual void Finish(ReadOnlySpan<float> sums, Span<float> outputs, int rows) => Activations.Apply(Activation, outputs);

    /// <summary>Gradients with respect to the sums.</summary>
    /// <param name="deltas">With respect to what is activated.</param>
    protected virtual ReadOnlySpan<float> SumGradients(ReadOnlySpan<float> deltas, Span<float> tape, int rows) => deltas;

    protected static void Fill(Span<float> values, ReadOnlySpan<float> row)
    {
        for (; !values.IsEmpty; values = values[row.Length..]) row.CopyTo(values);
    }
}
