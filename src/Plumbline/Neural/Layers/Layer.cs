using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>One layer of a network: its shape and its formulas. It holds no numbers; parameters and scratch are given to it.</summary>
/// <remarks>
/// Values lie as [step, row, feature], features padded to whole panels, so that the rows of one step, and of all steps, are one matrix.
/// Parameters are the layer's own run of the network's. Padding of parameters is zero and its gradients are zero, so it never comes
/// alive; padding of values is anything finite and is never read. A row's outputs do not depend, to the bit, on the rows around it.
/// </remarks>
internal abstract class Layer
{
    protected Layer(int inputSteps, int inputs, int outputSteps, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (InputSteps, Inputs, OutputSteps, Outputs) = (inputSteps, inputs, outputSteps, outputs);
    }

    public int InputSteps { get; }

    /// <summary>Features of an input step.</summary>
    public int Inputs { get; }

    public int OutputSteps { get; }

    /// <summary>Features of an output step.</summary>
    public int Outputs { get; }

    public int PaddedInputs => PanelLayout.Pad(Inputs);

    public int PaddedOutputs => PanelLayout.Pad(Outputs);

    /// <summary>First part of the names of its tensors.</summary>
    public abstract string Kind { get; }

    public abstract IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>Floats its parameters take, padding included.</summary>
    public abstract int ParameterLength { get; }

    /// <summary>Floats a row takes in the tape, on which going forward notes what going back needs.</summary>
    public virtual int TapePerRow => 0;

    /// <summary>Floats that going back takes for itself.</summary>
    public abstract int ScratchLength(int rows);

    /// <summary>Draws first parameters.</summary>
    /// <param name="parameters">Zeros.</param>
    public abstract void Initialise(Span<float> parameters, Random random);

    public abstract void Forward(in ForwardPass pass);

    /// <summary>Gradients of the parameters, and of the inputs where they are asked for.</summary>
    public abstract void Backward(in BackwardPass pass);

    /// <summary>What the layer adds to the loss by itself, summed over the rows; going back adds the gradients of it.</summary>
    /// <param name="inputs">[step, row, padded input], as they went in.</param>
    /// <param name="outputs">[step, row, padded output], as they came out.</param>
    /// <param name="tape">As going forward left it.</param>
    public virtual double Penalty(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, Span<float> tape, int rows) => 0;

    /// <summary>After going back over a batch: takes from the gradients what is none, such as the means that batch normalisation keeps, and leaves zeros.</summary>
    public virtual void Settle(Span<float> parameters, Span<float> gradients)
    {
    }
}
