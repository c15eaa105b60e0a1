using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000) in Keras' conventions.</summary>
/// <remarks>
/// With s for the sigmoid and a for the activation: i, f, o = s(x W + h U + b), g = a(x W + h U + b), c' = f c + i g, h' = o a(c').
/// Gates come in the order i, f, g, o (Keras calls g c), each in whole panels; one bias; hidden and cell state start as zeros. The inputs
/// of all steps are multiplied at once. Where one input step meets several steps of the layer, every step sees it (Keras' RepeatVector),
/// and it is multiplied once.
/// </remarks>
internal sealed class LstmLayer : Layer
{
    private const int Gates = 4;
    private const int ForgetGate = 1;

    private readonly int steps;
    private readonly Activation activation;
    private readonly int units; // padded, as are all lengths below
    private readonly int gateUnits;
    private readonly int kernelLength;
    private readonly int recurrentLength;
    private readonly PanelLayout kernelLayout;
    private readonly PanelLayout recurrentLayout;
    private readonly PanelLayout gateRows;
    private readonly PanelLayout unitRows;

    /// <param name="inputSteps">As many as <paramref name="steps"/>, or 1 to see the same input at every step.</param>
    /// <param name="activation">a above; tanh is usual, the labs have relu.</param>
    /// <param name="returnsSequence">All hidden states are put out, otherwise the last.</param>
    public LstmLayer(int inputSteps, int inputs, int steps, int units, Activation activation, bool returnsSequence)
        : base(inputSteps, inputs, returnsSequence ? steps : 1, units)
    {
        if (inputSteps != steps && inputSteps != 1) throw new ArgumentException($"{inputSteps} input steps for {steps} steps.", nameof(inputSteps));
        this.steps = steps;
        this.activation = activation;
        this.units = PaddedOutputs;
        gateUnits = Gates * this.units;
        kernelLength = PaddedInputs * gateUnits;
        recurrentLength = this.units * gateUnits;
        kernelLayout = PanelLayout.Packed(PaddedInputs, gateUnits);
        recurrentLayout = PanelLayout.Packed(this.units, gateUnits);
        gateRows = PanelLayout.RowMajor(gateUnits);
        unitRows = PanelLayout.RowMajor(this.units);
        Blocks =
        [
            new("kernel", inputs, Gates, units, kernelLayout, 0),
            new("recurrent_kernel", units, Gates, units, recurrentLayout, kernelLength),
            new("bias", 0, Gates, units, gateRows, kernelLength + recurrentLength),
        ];
    }

    public override string Kind => "lstm";

    /// <summary>It runs for.</summary>
    public int Steps => steps;

    public Activation Activation => activation;

    public override IReadOnlyList<ParameterBlock> Blocks { get; }

    public override int ParameterLength => kernelLength + recurrentLength + gateUnits;

    public override int TapePerRow => (steps * (gateUnits + (2 * units))) + (ReturnsSequence ? 0 : steps * units) + (Repeats ? gateUnits : 0);

    private bool ReturnsSequence => OutputSteps == steps;

    private bool Repeats => InputSteps < steps;

    /// <summary>Both kernels turned, two gate rows and two unit rows for each row.</summary>
    public override int ScratchLength(int rows) => kernelLength + recurrentLength + (2 * rows * (gateUnits + units));

    /// <summary>Kernel as Glorot and Bengio 2010, recurrent kernel orthogonal, biases of the forget gate 1 and others 0: Keras' defaults.</summary>
    public override void Initialise(Span<float> parameters, Random random)
    {
        Initialisation.Glorot(Blocks[0], parameters, random);
        Initialisation.Orthogonal(Blocks[1], parameters, random);
        for (var unit = 0; unit < Outputs; unit++) parameters[Blocks[2].IndexOf((ForgetGate * Outputs) + unit)] = 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(in ForwardPass pass)
    {
        var rows = pass.Rows;
        var parameters = pass.Parameters;
        var kernel = parameters[..kernelLength];
        var recurrent = parameters.Slice(kernelLength, recurrentLength);
        var bias = Addend.Bias(parameters.Slice(kernelLength + recurrentLength, gateUnits));
        var notes = new Notes(this, pass.Tape, rows);
        var hiddens = ReturnsSequence ? pass.Outputs : notes.Hiddens;
        var gateLayout = GateLayout(rows);
        if (Repeats) Gemm.Multiply(LeftOperand.Plain(pass.Inputs, rows, Inputs, pass.InputStride), kernel, kernelLayout, bias, false, notes.Repeated, gateRows);
        else Gemm.Multiply(LeftOperand.Plain(pass.Inputs, steps * rows, Inputs, pass.InputStride), kernel, kernelLayout, bias, false, notes.Gates, gateLayout);

        var before = default(ReadOnlySpan<float>); // hidden states of the step before; zeros at first, which nothing is lost by leaving out
        for (var step = 0; step < steps; step++)
        {
            var memory = notes.At(step, gateLayout);
            var addend = Repeats ? new Addend(notes.Repeated, gateRows) : new Addend(memory.Gates, gateLayout);
            if (step > 0 || Repeats)
                Gemm.Multiply(LeftOperand.Plain(before, rows, step == 0 ? 0 : Outputs, units), recurrent, recurrentLayout, addend, false, memory.Gates, gateLayout);
            var hidden = hiddens.Slice(step * rows * units, rows * units);
            LstmCell.Forward(activation, memory, hidden);
            before = hidden;
        }
        if (!ReturnsSequence) before.CopyTo(pass.Outputs);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(in BackwardPass pass)
    {
        var (rows, all) = (pass.Rows, steps * pass.Rows);
        var (unitLength, gateLength) = (rows * units, rows * gateUnits);
        var scratch = pass.Scratch;
        var turnedKernel = Take(ref scratch, kernelLength);
        var turnedRecurrent = Take(ref scratch, recurrentLength);
        var sums = Take(ref scratch, gateLength); // [row, gate unit], gradients with respect to a step's gates before their activation
        var repeatedSums = Take(ref scratch, gateLength);
        var carried = Take(ref scratch, unitLength);
        var cells = Take(ref scratch, unitLength);
        PanelTranspose.Apply(pass.Parameters.Slice(kernelLength, recurrentLength), units, gateUnits, turnedRecurrent);
        if (!pass.InputGradients.IsEmpty) PanelTranspose.Apply(pass.Parameters[..kernelLength], PaddedInputs, gateUnits, turnedKernel);
        repeatedSums.Clear();
        cells.Clear();

        var notes = new Notes(this, pass.Tape, rows);
        var gateLayout = GateLayout(rows);
        var inputRows = PanelLayout.RowMajor(Inputs);
        ReadOnlySpan<float> hidden = pass.OutputGradients.Slice((OutputSteps - 1) * unitLength, unitLength);
        for (var step = steps - 1; step >= 0; step--)
        {
            LstmCell.Backward(activation, notes.At(step, gateLayout), hidden, cells, sums);
            var left = LeftOperand.Plain(sums, rows, gateUnits, gateUnits);
            if (Repeats) TensorPrimitives.Add(repeatedSums, sums, repeatedSums);
            else if (!pass.InputGradients.IsEmpty)
                Gemm.Multiply(left, turnedKernel, PanelLayout.Packed(gateUnits, Inputs), Addend.None, false, pass.InputGradients[(step * rows * PaddedInputs)..], inputRows);
            if (step == 0) break;
            var outer = ReturnsSequence ? new Addend(pass.OutputGradients.Slice((step - 1) * unitLength, unitLength), unitRows) : Addend.None;
            Gemm.Multiply(left, turnedRecurrent, PanelLayout.Packed(gateUnits, units), outer, false, carried, unitRows);
            hidden = carried;
        }
        if (Repeats && !pass.InputGradients.IsEmpty)
            Gemm.Multiply(LeftOperand.Plain(repeatedSums, rows, gateUnits, gateUnits), turnedKernel, PanelLayout.Packed(gateUnits, Inputs), Addend.None, false,
                pass.InputGradients, inputRows);

        var kernel = pass.Gradients[..kernelLength];
        var recurrent = pass.Gradients.Slice(kernelLength, recurrentLength);
        var bias = pass.Gradients.Slice(kernelLength + recurrentLength, gateUnits);
        var inputSums = Repeats ? repeatedSums : notes.Gates;
        var inputSumLayout = Repeats ? gateRows : gateLayout;
        var inputCount = InputSteps * rows;
        Gemm.Multiply(LeftOperand.Transposed(pass.Inputs, Inputs, inputCount, PaddedInputs), inputSums, inputSumLayout, pass.Before(kernel, kernelLayout), false, kernel, kernelLayout);
        Gemm.Multiply(LeftOperand.Ones(inputCount), inputSums, inputSumLayout, pass.Before(bias, gateRows), false, bias, gateRows);
        // Hidden states of all steps but the last meet the sums of all steps but the first.
        var hiddens = ReturnsSequence ? pass.Outputs : notes.Hiddens;
        Gemm.Multiply(LeftOperand.Transposed(hiddens, Outputs, all - rows, units), notes.Gates[(rows * PanelLayout.Width)..], gateLayout,
            pass.Before(recurrent, recurrentLayout), false, recurrent, recurrentLayout);
    }

    /// <summary>Gates of all steps and rows lie panel after panel, so that weight gradients read them in one stream.</summary>
    private PanelLayout GateLayout(int rows) => PanelLayout.Packed(steps * rows, gateUnits);

    private static Span<float> Take(scoped ref Span<float> from, int length)
    {
        var part = from[..length];
        from = from[length..];
        return part;
    }

    /// <summary>What going forward notes for going back, in the tape.</summary>
    private readonly ref struct Notes
    {
        private readonly int rows;
        private readonly int units;
        private readonly Span<float> cells;
        private readonly Span<float> activated;

        public Notes(LstmLayer layer, Span<float> tape, int rows)
        {
            (this.rows, units) = (rows, layer.units);
            var length = layer.steps * rows * units;
            Gates = Take(ref tape, layer.steps * rows * layer.gateUnits);
            cells = Take(ref tape, length);
            activated = Take(ref tape, length);
            Hiddens = layer.ReturnsSequence ? default : Take(ref tape, length);
            Repeated = layer.Repeats ? Take(ref tape, rows * layer.gateUnits) : default;
        }

        /// <summary>Of all steps; going back replaces them by the gradients with respect to the sums before their activation.</summary>
        public Span<float> Gates { get; }

        /// <summary>[step, row, unit]; only where the layer does not put them out.</summary>
        public Span<float> Hiddens { get; }

        /// <summary>[row, gate unit], the part of the sums that is the same at every step; only where the input is repeated.</summary>
        public Span<float> Repeated { get; }

        public LstmMemory At(int step, PanelLayout gateLayout)
        {
            var length = rows * units;
            return new LstmMemory
            {
                Rows = rows,
                Units = units,
                Gates = Gates[(step * rows * PanelLayout.Width)..],
                GateLayout = gateLayout,
                Before = step == 0 ? default : cells.Slice((step - 1) * length, length),
                Cells = cells.Slice(step * length, length),
                Activated = activated.Slice(step * length, length),
            };
        }
    }
}
