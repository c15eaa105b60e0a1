using System.Numerics.Tensors;

namespace Plumbline.Neural.Layers;

/// <summary>Chains of layers that all see the same input, what they give side by side: step by step the features of one after those of the other.</summary>
/// <remarks>Its blocks are named by branch and layer: <c>branch_0.dense_0.kernel</c>, ... Each branch has noise of its own.</remarks>
internal sealed class ParallelLayer : Layer
{
    private readonly ChainLayer[] branches;
    private readonly int[] offsets; // of each branch's parameters
    private readonly int[] tapes; // of each branch's outputs and, behind them, its tape, floats a row
    private readonly int widest; // of the branches' outputs, floats a row

    /// <param name="branches">At least one, of the same input and of as many output steps; each holds at least one layer.</param>
    public ParallelLayer(params IReadOnlyList<IReadOnlyList<Layer>> branches) : this([.. branches.Select(layers => new ChainLayer(layers))])
    {
    }

    private ParallelLayer(ChainLayer[] branches) : base(First(branches).InputSteps, branches[0].Inputs, branches[0].OutputSteps, branches.Sum(branch => branch.Outputs))
    {
        this.branches = branches;
        (offsets, tapes) = (new int[branches.Length], new int[branches.Length]);
        var blocks = new List<ParameterBlock>();
        for (var i = 0; i < branches.Length; i++)
        {
            var branch = branches[i];
            if ((branch.InputSteps, branch.Inputs, branch.OutputSteps) != (InputSteps, Inputs, OutputSteps))
                throw new ArgumentException($"Branch {i} takes {branch.InputSteps} x {branch.Inputs} and gives {branch.OutputSteps} steps, "
                    + $"branch 0 takes {InputSteps} x {Inputs} and gives {OutputSteps}.", nameof(branches));
            (offsets[i], tapes[i]) = (ParameterLength, TapePerRow);
            foreach (var block in branch.Blocks) blocks.Add(block with { Name = $"branch_{i}.{block.Name}", Offset = offsets[i] + block.Offset });
            ParameterLength += branch.ParameterLength;
            TapePerRow += (OutputSteps * branch.PaddedOutputs) + branch.TapePerRow;
        }
        Blocks = blocks;
        widest = OutputSteps * branches.Max(branch => branch.PaddedOutputs);
    }

    public ReadOnlySpan<ChainLayer> Branches => branches;

    public override string Kind => "parallel";

    public override IReadOnlyList<ParameterBlock> Blocks { get; }

    public override int ParameterLength { get; }

    /// <summary>Outputs and tapes of the branches.</summary>
    public override int TapePerRow { get; }

    /// <summary>Gradients with respect to a branch's outputs and to its inputs, and what the branches need.</summary>
    public override int ScratchLength(int rows) => (rows * (widest + (InputSteps * PaddedInputs))) + branches.Max(branch => branch.ScratchLength(rows));

    public override void Initialise(Span<float> parameters, Random random)
    {
        for (var i = 0; i < branches.Length; i++) branches[i].Initialise(PartOf(i, parameters), random);
    }

    public override void Forward(in ForwardPass pass)
    {
        var all = OutputSteps * pass.Rows;
        if (Outputs != PaddedOutputs) pass.Outputs[..(all * PaddedOutputs)].Clear();
        var beside = 0;
        for (var i = 0; i < branches.Length; i++)
        {
            var branch = branches[i];
            var outputs = OutputsOf(i, pass.Tape, pass.Rows);
            branch.Forward(new ForwardPass
            {
                Rows = pass.Rows,
                Parameters = PartOf(i, pass.Parameters),
                Inputs = pass.Inputs,
                InputStride = pass.InputStride,
                Outputs = outputs,
                Tape = TapeOf(i, pass.Tape, pass.Rows),
                Noise = pass.Noise.For(i),
            });
            PaddedRows.Copy(outputs, branch.PaddedOutputs, pass.Outputs[beside..], PaddedOutputs, all, branch.Outputs);
            beside += branch.Outputs;
        }
    }

    public override void Backward(in BackwardPass pass)
    {
        var (all, length) = (OutputSteps * pass.Rows, pass.Rows * InputSteps * PaddedInputs);
        var outputGradients = pass.Scratch[..(pass.Rows * widest)];
        var inputGradients = pass.Scratch.Slice(outputGradients.Length, length);
        var sums = pass.InputGradients.IsEmpty ? default : pass.InputGradients[..length];
        var beside = 0;
        for (var i = 0; i < branches.Length; i++)
        {
            var branch = branches[i];
            PaddedRows.Pad(pass.OutputGradients[beside..], PaddedOutputs, outputGradients, all, branch.Outputs);
            beside += branch.Outputs;
            branch.Backward(new BackwardPass
            {
                Rows = pass.Rows,
                BatchRows = pass.BatchRows,
                Parameters = PartOf(i, pass.Parameters),
                Inputs = pass.Inputs,
                Outputs = OutputsOf(i, pass.Tape, pass.Rows),
                Tape = TapeOf(i, pass.Tape, pass.Rows),
                OutputGradients = outputGradients,
                Gradients = PartOf(i, pass.Gradients),
                Adds = pass.Adds,
                InputGradients = i == 0 || sums.IsEmpty ? sums : inputGradients,
                Scratch = pass.Scratch[(outputGradients.Length + length)..],
                Noise = pass.Noise.For(i),
            });
            if (i > 0 && !sums.IsEmpty) TensorPrimitives.Add(sums, inputGradients, sums);
        }
    }

    public override double Penalty(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, Span<float> tape, int rows)
    {
        var penalty = 0.0;
        for (var i = 0; i < branches.Length; i++) penalty += branches[i].Penalty(inputs, OutputsOf(i, tape, rows), TapeOf(i, tape, rows), rows);
        return penalty;
    }

    public override void Settle(Span<float> parameters, Span<float> gradients)
    {
        for (var i = 0; i < branches.Length; i++) branches[i].Settle(PartOf(i, parameters), PartOf(i, gradients));
    }

    private Span<float> PartOf(int branch, Span<float> values) => values.Slice(offsets[branch], branches[branch].ParameterLength);

    private Span<float> OutputsOf(int branch, Span<float> tape, int rows) => tape.Slice(rows * tapes[branch], rows * OutputSteps * branches[branch].PaddedOutputs);

    private Span<float> TapeOf(int branch, Span<float> tape, int rows) =>
        tape.Slice(rows * (tapes[branch] + (OutputSteps * branches[branch].PaddedOutputs)), rows * branches[branch].TapePerRow);

    private static ChainLayer First(ChainLayer[] branches) => branches.Length > 0 ? branches[0] : throw new ArgumentException("No branches.", nameof(branches));
}
