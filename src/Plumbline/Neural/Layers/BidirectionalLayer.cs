using System.Numerics.Tensors;

namespace Plumbline.Neural.Layers;

/// <summary>Two recurrent layers over the same input, one forward and one backward in time, their outputs side by side (Schuster and Paliwal 1997; Keras' Bidirectional with <c>concat</c>).</summary>
/// <remarks>Its tensors are those of the halves, as <c>forward_kernel</c> and <c>backward_kernel</c>.</remarks>
internal sealed class BidirectionalLayer : Layer
{
    private readonly RecurrentLayer forward;
    private readonly RecurrentLayer backward;

    /// <param name="forward">Sees a sequence or one repeated step.</param>
    /// <param name="backward">The same but for its direction.</param>
    public BidirectionalLayer(RecurrentLayer forward, RecurrentLayer backward)
        : base(forward.InputSteps, forward.Inputs, forward.OutputSteps, 2 * forward.Outputs)
    {
        if (forward.Options.Input == RecurrentInput.State) throw new ArgumentException("Two halves cannot start from one state.", nameof(forward));
        if (forward.Options.Direction != TimeDirection.Forward) throw new ArgumentException("It goes backward.", nameof(forward));
        if ((backward.Kind, backward.Steps, backward.Inputs, backward.Outputs, backward.Activation) != (forward.Kind, forward.Steps, forward.Inputs, forward.Outputs, forward.Activation)
            || backward.Options != forward.Options with { Direction = TimeDirection.Backward })
            throw new ArgumentException("It differs from the other half in more than its direction.", nameof(backward));
        (this.forward, this.backward) = (forward, backward);
        Blocks =
        [
            .. forward.Blocks.Select(block => block with { Name = $"forward_{block.Name}" }),
            .. backward.Blocks.Select(block => block with { Name = $"backward_{block.Name}", Offset = forward.ParameterLength + block.Offset }),
        ];
    }

    public RecurrentLayer ForwardHalf => forward;

    public RecurrentLayer BackwardHalf => backward;

    public override string Kind => $"bidirectional_{forward.Kind}";

    public override IReadOnlyList<ParameterBlock> Blocks { get; }

    public override int ParameterLength => 2 * forward.ParameterLength;

    /// <summary>Each half's own, and its outputs.</summary>
    public override int TapePerRow => 2 * (forward.TapePerRow + OutputsPerRow);

    private int OutputsPerRow => OutputSteps * forward.PaddedOutputs;

    /// <summary>A half's own, its output gradients, and its share of the input gradients.</summary>
    public override int ScratchLength(int rows) => forward.ScratchLength(rows) + (rows * (OutputsPerRow + (InputSteps * PaddedInputs)));

    public override void Initialise(Span<float> parameters, Random random)
    {
        forward.Initialise(parameters[..forward.ParameterLength], random);
        backward.Initialise(parameters[forward.ParameterLength..], random);
    }

    public override void Forward(in ForwardPass pass)
    {
        Half(forward, pass, 0);
        Half(backward, pass, 1);
    }

    public override void Backward(in BackwardPass pass)
    {
        Half(forward, pass, 0);
        Half(backward, pass, 1);
    }

    private void Half(RecurrentLayer layer, in ForwardPass pass, int half)
    {
        var tape = TapeOf(half, pass.Tape, pass.Rows, out var outputs);
        layer.Forward(new ForwardPass
        {
            Rows = pass.Rows,
            Parameters = pass.Parameters.Slice(half * layer.ParameterLength, layer.ParameterLength),
            Inputs = pass.Inputs,
            InputStride = pass.InputStride,
            Outputs = outputs,
            Tape = tape,
            Noise = pass.Noise.For(half),
        });
        for (var row = 0; row < OutputSteps * pass.Rows; row++)
        {
            var to = pass.Outputs.Slice(row * PaddedOutputs, PaddedOutputs);
            outputs.Slice(row * layer.PaddedOutputs, layer.Outputs).CopyTo(to[(half * layer.Outputs)..]);
            to[Outputs..].Clear();
        }
    }

    private void Half(RecurrentLayer layer, in BackwardPass pass, int half)
    {
        var tape = TapeOf(half, pass.Tape, pass.Rows, out var outputs);
        var outputGradients = pass.Scratch[..outputs.Length];
        for (var row = 0; row < OutputSteps * pass.Rows; row++)
        {
            var to = outputGradients.Slice(row * layer.PaddedOutputs, layer.PaddedOutputs);
            pass.OutputGradients.Slice((row * PaddedOutputs) + (half * layer.Outputs), layer.Outputs).CopyTo(to);
            to[layer.Outputs..].Clear();
        }
        var whole = pass.InputGradients.IsEmpty ? default : pass.InputGradients[..(InputSteps * pass.Rows * PaddedInputs)];
        var share = half == 0 ? whole : pass.Scratch.Slice(outputs.Length, whole.Length);
        layer.Backward(new BackwardPass
        {
            Rows = pass.Rows,
            BatchRows = pass.BatchRows,
            Parameters = pass.Parameters.Slice(half * layer.ParameterLength, layer.ParameterLength),
            Inputs = pass.Inputs,
            Outputs = outputs,
            Tape = tape,
            OutputGradients = outputGradients,
            Gradients = pass.Gradients.Slice(half * layer.ParameterLength, layer.ParameterLength),
            Adds = pass.Adds,
            InputGradients = share,
            Scratch = pass.Scratch[(outputs.Length + whole.Length)..],
            Noise = pass.Noise.For(half),
        });
        if (half == 1) TensorPrimitives.Add(whole, share, whole);
    }

    private Span<float> TapeOf(int half, Span<float> tape, int rows, out Span<float> outputs)
    {
        var own = tape.Slice(half * rows * (TapePerRow / 2), rows * (TapePerRow / 2));
        outputs = own[(rows * forward.TapePerRow)..];
        return own[..(rows * forward.TapePerRow)];
    }
}
