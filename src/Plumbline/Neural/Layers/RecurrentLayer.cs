using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>A layer that goes through time and carries its state from step to step: what all its kinds share but their cells.</summary>
/// <remarks>
/// A unit has one or more gates, each the sum x W + h U + b of a step's input x and the hidden state h before it; kernels hold the gates side
/// by side, each in whole panels. The inputs of all steps are multiplied at once, or once if they are all the same; so are the gradients of
/// both kernels. Only h U and its way back go step by step.
/// </remarks>
internal abstract class RecurrentLayer : Layer
{
    private readonly int units; // padded, as are all lengths below
    private readonly int kernelLength;
    private readonly int recurrentLength;
    private readonly PanelLayout kernelLayout;
    private readonly PanelLayout recurrentLayout;
    private readonly PanelLayout gateRows;
    private readonly PanelLayout unitRows;

    /// <param name="gates">Sums a unit takes.</param>
    /// <param name="hasCellState">Whether a cell state is carried beside the hidden one.</param>
    /// <param name="resetsAfter">Whether the state's share of the sums has a bias of its own and is kept apart, and the hidden state is mixed into the next.</param>
    /// <param name="steps">To run for.</param>
    /// <param name="inputs">Features of an input step; as many as <paramref name="units"/> where the layer starts from a state.</param>
    /// <param name="activation">Of what the cell takes in; gates have the sigmoid.</param>
    protected RecurrentLayer(int gates, bool hasCellState, bool resetsAfter, int steps, int inputs, int units, Activation activation, RecurrentOptions options)
        : base(options.Input switch { RecurrentInput.Sequence => steps, RecurrentInput.Repeated => 1, _ => hasCellState ? 2 : 1 }, inputs,
            options.Result switch { RecurrentResult.Sequence => steps, RecurrentResult.Last => 1, _ => hasCellState ? 2 : 1 }, units)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var fromState = options.Input == RecurrentInput.State;
        if (fromState && inputs != units) throw new ArgumentException($"A state of {inputs} units for {units}.", nameof(inputs));
        if (activation == Activation.Softplus) throw new ArgumentException("Softplus is for outputs; a recurrent layer takes one of the others.", nameof(activation));
        if (options.Dropout is not (>= 0 and < 1)) throw new ArgumentException($"Dropout is {options.Dropout}; expected 0 to below 1.", nameof(options));
        (Steps, Activation, Options, HasCellState, ResetsAfter) = (steps, activation, options, hasCellState, resetsAfter);
        this.units = PaddedOutputs;
        GateUnits = gates * this.units;
        kernelLength = fromState ? 0 : PaddedInputs * GateUnits;
        recurrentLength = this.units * GateUnits;
        kernelLayout = PanelLayout.Packed(PaddedInputs, GateUnits);
        recurrentLayout = PanelLayout.Packed(this.units, GateUnits);
        gateRows = PanelLayout.RowMajor(GateUnits);
        unitRows = PanelLayout.RowMajor(this.units);
        ParameterBlock[] blocks =
        [
            new("kernel", inputs, gates, units, kernelLayout, 0),
            new("recurrent_kernel", units, gates, units, recurrentLayout, kernelLength),
            new("bias", 0, gates, units, gateRows, kernelLength + recurrentLength),
            new("recurrent_bias", 0, gates, units, gateRows, kernelLength + recurrentLength + GateUnits),
        ];
        Blocks = blocks[(fromState ? 1 : 0)..(resetsAfter ? 4 : 3)];
    }

    /// <summary>It runs for.</summary>
    public int Steps { get; }

    public Activation Activation { get; }

    public RecurrentOptions Options { get; }

    public bool HasCellState { get; }

    public bool ResetsAfter { get; }

    /// <summary>Padded units of all gates.</summary>
    public int GateUnits { get; }

    /// <summary>kernel (unless the layer starts from a state), recurrent_kernel, bias and, where the state's share is kept apart, recurrent_bias; gates side by side.</summary>
    public sealed override IReadOnlyList<ParameterBlock> Blocks { get; }

    public sealed override int ParameterLength => kernelLength + recurrentLength + (GateUnits * (ResetsAfter ? 2 : 1));

    public sealed override int TapePerRow => RecurrentTape.PerRow(this);

    /// <summary>Both kernels turned, up to three gate rows and two unit rows for each row.</summary>
    public sealed override int ScratchLength(int rows) => kernelLength + recurrentLength + (rows * ((3 * GateUnits) + (2 * units)));

    private bool GivesSequence => Options.Result == RecurrentResult.Sequence;

    /// <summary>The step in time that is run at a turn.</summary>
    public int StepAt(int turn) => Options.Direction == TimeDirection.Forward ? turn : Steps - 1 - turn;

    /// <summary>Kernel as Glorot and Bengio 2010, recurrent kernel orthogonal, biases zero: Keras' defaults.</summary>
    public override void Initialise(Span<float> parameters, Random random)
    {
        foreach (var block in Blocks)
        {
            if (block.Name == "kernel") Initialisation.Glorot(block, parameters, random);
            else if (block.Name == "recurrent_kernel") Initialisation.Orthogonal(block, parameters, random);
        }
    }

    /// <summary>From the sums of a step to its states.</summary>
    /// <param name="hiddens">[row, unit], the hidden states.</param>
    protected abstract void ForwardStep(in RecurrentStep step, Span<float> hiddens);

    /// <summary>Replaces the activated gates of a step by the gradients with respect to the sums.</summary>
    /// <param name="hiddenGradients">[row, unit], with respect to the hidden states; where these are mixed into the next, replaced by what reaches the ones before in that way.</param>
    /// <param name="cellGradients">[row, unit], with respect to the cell states as the next step sees them; to the ones before, afterwards.</param>
    /// <param name="sums">[row, gate unit], the gradients with respect to the sums once more, row by row.</param>
    /// <param name="stateSums">[row, gate unit], the same for the state's share where it is kept apart.</param>
    protected abstract void BackwardStep(in RecurrentStep step, Span<float> hiddenGradients, Span<float> cellGradients, Span<float> sums, Span<float> stateSums);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public sealed override void Forward(in ForwardPass pass)
    {
        var (rows, length) = (pass.Rows, pass.Rows * units);
        var kernel = pass.Parameters[..kernelLength];
        var recurrent = pass.Parameters.Slice(kernelLength, recurrentLength);
        var bias = Addend.Bias(BiasOf(pass.Parameters));
        var tape = new RecurrentTape(this, pass.Tape, rows, bias.Values, pass.Outputs);
        if (Options.Input == RecurrentInput.Sequence)
            Gemm.Multiply(LeftOperand.Plain(pass.Inputs, Steps * rows, Inputs, pass.InputStride), kernel, kernelLayout, bias, false, tape.Gates, tape.GateLayout);
        else if (Options.Input == RecurrentInput.Repeated)
            Gemm.Multiply(LeftOperand.Plain(pass.Inputs, rows, Inputs, pass.InputStride), kernel, kernelLayout, bias, false, tape.Repeated, gateRows);
        else
        {
            tape.Start.Clear();
            for (var row = 0; row < InputSteps * rows; row++) pass.Inputs.Slice(row * pass.InputStride, Inputs).CopyTo(tape.Start[(row * units)..]);
        }
        var masks = Masks(pass.Noise);
        if (masks) pass.Noise.Dropout(tape.Mask, Options.Dropout);

        var hiddens = GivesSequence ? pass.Outputs : tape.Hiddens;
        for (var turn = 0; turn < Steps; turn++)
        {
            var step = tape.At(turn);
            var at = StepAt(turn) * length;
            var before = step.Before;
            if (masks && !before.IsEmpty)
            {
                var masked = tape.Masked.Slice(at, length);
                TensorPrimitives.Multiply(before, tape.Mask, masked);
                before = masked;
            }
            // Nothing is lost by leaving out a state of zeros.
            var state = LeftOperand.Plain(before, rows, before.IsEmpty ? 0 : Outputs, units);
            if (ResetsAfter) Gemm.Multiply(state, recurrent, recurrentLayout, Addend.Bias(RecurrentBiasOf(pass.Parameters)), false, step.StateGates, step.GateLayout);
            else if (!before.IsEmpty || Options.Input != RecurrentInput.Sequence)
                Gemm.Multiply(state, recurrent, recurrentLayout, step.Input, false, step.Gates, step.GateLayout);
            ForwardStep(step, hiddens.Slice(at, length));
        }
        if (GivesSequence) return;
        hiddens.Slice(StepAt(Steps - 1) * length, length).CopyTo(pass.Outputs);
        if (OutputSteps > 1) tape.At(Steps - 1).Cells.CopyTo(pass.Outputs[length..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public sealed override void Backward(in BackwardPass pass)
    {
        var (rows, length) = (pass.Rows, pass.Rows * units);
        var (startsFromState, repeats, wantsInputs) = (Options.Input == RecurrentInput.State, Options.Input == RecurrentInput.Repeated, !pass.InputGradients.IsEmpty);
        var masks = Masks(pass.Noise);
        var scratch = pass.Scratch;
        var turnedKernel = RecurrentTape.Take(ref scratch, kernelLength);
        var turnedRecurrent = RecurrentTape.Take(ref scratch, recurrentLength);
        var sums = RecurrentTape.Take(ref scratch, rows * GateUnits); // gradients with respect to a step's sums
        var stateSums = ResetsAfter ? RecurrentTape.Take(ref scratch, rows * GateUnits) : sums;
        var repeatedSums = repeats ? RecurrentTape.Take(ref scratch, rows * GateUnits) : default;
        var product = masks ? RecurrentTape.Take(ref scratch, length) : default;
        var cells = !HasCellState ? default : Options.Result == RecurrentResult.State ? pass.OutputGradients.Slice(length, length) : RecurrentTape.Take(ref scratch, length);
        if (Options.Result != RecurrentResult.State) cells.Clear();
        repeatedSums.Clear();
        PanelTranspose.Apply(pass.Parameters.Slice(kernelLength, recurrentLength), units, GateUnits, turnedRecurrent);
        if (wantsInputs && !startsFromState) PanelTranspose.Apply(pass.Parameters[..kernelLength], PaddedInputs, GateUnits, turnedKernel);

        var tape = new RecurrentTape(this, pass.Tape, rows, BiasOf(pass.Parameters), pass.Outputs);
        var inputRows = PanelLayout.RowMajor(Inputs);
        var hidden = pass.OutputGradients.Slice(GivesSequence ? StepAt(Steps - 1) * length : 0, length);
        for (var turn = Steps - 1; turn >= 0; turn--)
        {
            BackwardStep(tape.At(turn), hidden, cells, sums, stateSums);
            if (repeats) TensorPrimitives.Add(repeatedSums, sums, repeatedSums);
            else if (wantsInputs && !startsFromState)
                Gemm.Multiply(LeftOperand.Plain(sums, rows, GateUnits, GateUnits), turnedKernel, PanelLayout.Packed(GateUnits, Inputs), Addend.None, false,
                    pass.InputGradients[(StepAt(turn) * rows * PaddedInputs)..], inputRows);
            if (turn == 0 && !(startsFromState && wantsInputs)) break;

            // On to the hidden states before: what reaches them from outside and by being mixed into the next, then through the sums.
            var fromOutside = turn > 0 && GivesSequence;
            var before = turn == 0 ? pass.InputGradients[..length] : GivesSequence ? pass.OutputGradients.Slice(StepAt(turn - 1) * length, length) : hidden;
            if (!ResetsAfter && !fromOutside) before.Clear();
            else if (ResetsAfter && fromOutside) TensorPrimitives.Add(before, hidden, before);
            else if (ResetsAfter && turn == 0) hidden.CopyTo(before);
            var left = LeftOperand.Plain(stateSums, rows, GateUnits, GateUnits);
            if (masks)
            {
                Gemm.Multiply(left, turnedRecurrent, PanelLayout.Packed(GateUnits, units), Addend.None, false, product, unitRows);
                TensorPrimitives.MultiplyAdd(product, tape.Mask, before, before);
            }
            else Gemm.Multiply(left, turnedRecurrent, PanelLayout.Packed(GateUnits, units), new Addend(before, unitRows), false, before, unitRows);
            hidden = before;
        }
        if (startsFromState && wantsInputs) cells.CopyTo(pass.InputGradients[length..]);
        if (repeats && wantsInputs)
            Gemm.Multiply(LeftOperand.Plain(repeatedSums, rows, GateUnits, GateUnits), turnedKernel, PanelLayout.Packed(GateUnits, Inputs), Addend.None, false,
                pass.InputGradients, inputRows);

        WeightGradients(pass, tape, repeatedSums);
    }

    /// <summary>Each as one product over all steps.</summary>
    /// <param name="repeatedSums">[row, gate unit], gradients with respect to the sums, added up over the steps, where all saw the same input.</param>
    private void WeightGradients(in BackwardPass pass, RecurrentTape tape, ReadOnlySpan<float> repeatedSums)
    {
        var (rows, all) = (pass.Rows, Steps * pass.Rows);
        var gates = tape.GateLayout;
        var bias = BiasOf(pass.Gradients);
        var (inputCount, sumLayout) = repeatedSums.IsEmpty ? (all, gates) : (rows, gateRows);
        var inputSums = repeatedSums.IsEmpty ? tape.Gates : repeatedSums;
        Gemm.Multiply(LeftOperand.Ones(inputCount), inputSums, sumLayout, pass.Before(bias, gateRows), false, bias, gateRows);
        if (kernelLength > 0)
        {
            var kernel = pass.Gradients[..kernelLength];
            Gemm.Multiply(LeftOperand.Transposed(pass.Inputs, Inputs, inputCount, PaddedInputs), inputSums, sumLayout, pass.Before(kernel, kernelLayout), false, kernel, kernelLayout);
        }
        if (ResetsAfter)
        {
            var recurrentBias = RecurrentBiasOf(pass.Gradients);
            Gemm.Multiply(LeftOperand.Ones(all), tape.StateGates, gates, pass.Before(recurrentBias, gateRows), false, recurrentBias, gateRows);
        }
        // Hidden states of all turns but the last meet the sums of all turns but the first, and the state at the start meets those of the first.
        var recurrent = pass.Gradients.Slice(kernelLength, recurrentLength);
        var (first, later, earlier) = Options.Direction == TimeDirection.Forward ? (0, rows, 0) : (all - rows, 0, rows); // from which row on
        var masks = Masks(pass.Noise);
        var states = masks ? tape.Masked[(later * units)..] : (GivesSequence ? pass.Outputs : tape.Hiddens)[(earlier * units)..];
        Gemm.Multiply(LeftOperand.Transposed(states, Outputs, all - rows, units), tape.StateGates[(later * PanelLayout.Width)..], gates,
            pass.Before(recurrent, recurrentLayout), false, recurrent, recurrentLayout);
        if (tape.Start.IsEmpty) return;
        var start = masks ? tape.Masked[(first * units)..] : tape.Start;
        Gemm.Multiply(LeftOperand.Transposed(start, Outputs, rows, units), tape.StateGates[(first * PanelLayout.Width)..], gates,
            new Addend(recurrent, recurrentLayout), false, recurrent, recurrentLayout);
    }

    private bool Masks(Noise noise) => Options.Dropout > 0 && noise.Exists;

    private Span<float> BiasOf(Span<float> parameters) => parameters.Slice(kernelLength + recurrentLength, GateUnits);

    private Span<float> RecurrentBiasOf(Span<float> parameters) => parameters.Slice(kernelLength + recurrentLength + GateUnits, GateUnits);
}
