using System.Buffers;
using System.Runtime.CompilerServices;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Neural;

/// <summary>Layers one after the other, all their parameters in one aligned run so that an optimiser needs one pass.</summary>
/// <remarks>Safe to call from several threads as long as nobody writes its parameters.</remarks>
internal sealed class Network
{
    /// <summary>Rows that go through all layers together: few enough that they stay in the second-level cache.</summary>
    public const int ChunkRows = 64;

    /// <summary>Scratch up to this size lies on the stack: a row or two of ordinary dense networks.</summary>
    private const int StackFloats = 2_048;

    private readonly AlignedBuffer parameters;
    private readonly Layer[] layers;
    private readonly int[] offsets;
    private readonly int valuesPerRow; // the widest that goes from one layer to the next
    private readonly int tapePerRow;

    /// <summary>A network of zeros.</summary>
    /// <param name="layers">At least one, each taking what the one before gives.</param>
    public Network(IReadOnlyList<Layer> layers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers.Count, 1);
        this.layers = [.. layers];
        offsets = new int[layers.Count];
        var length = 0;
        for (var i = 0; i < layers.Count; i++)
        {
            if (i > 0 && (layers[i].InputSteps, layers[i].Inputs) != (layers[i - 1].OutputSteps, layers[i - 1].Outputs))
                throw new ArgumentException($"Layer {i} does not take what layer {i - 1} gives.", nameof(layers));
            offsets[i] = length;
            length += layers[i].ParameterLength;
        }
        parameters = new AlignedBuffer(length);
        (InputLength, OutputLength) = (layers[0].InputSteps * layers[0].Inputs, layers[^1].OutputSteps * layers[^1].Outputs);
        valuesPerRow = Math.Max(layers[0].InputSteps * layers[0].PaddedInputs, layers.Max(layer => layer.OutputSteps * layer.PaddedOutputs));
        tapePerRow = layers.Max(layer => layer.TapePerRow);
    }

    /// <summary>A network of drawn parameters.</summary>
    /// <param name="random">Read layer by layer, kernel row by kernel row.</param>
    public static Network Create(IReadOnlyList<Layer> layers, Random random)
    {
        var network = new Network(layers);
        for (var i = 0; i < layers.Count; i++) layers[i].Initialise(network.ParametersOf(i), random);
        return network;
    }

    public ReadOnlySpan<Layer> Layers => layers;

    /// <summary>Values of a sample that goes in, steps x features.</summary>
    public int InputLength { get; }

    /// <summary>Values that come out for a sample, steps x features.</summary>
    public int OutputLength { get; }

    /// <summary>Without padding.</summary>
    public long ParameterCount => layers.Sum(layer => layer.Blocks.Sum(block => (long)block.Count));

    /// <summary>Layer after layer, packed and padded; see <see cref="Layer.Blocks"/>.</summary>
    public Span<float> Parameters => parameters.Span;

    public Span<float> ParametersOf(int layer) => PartOf(layer, parameters.Span);

    /// <summary>A layer's part of numbers that are laid out like the parameters.</summary>
    public Span<float> PartOf(int layer, Span<float> values) => values.Slice(offsets[layer], layers[layer].ParameterLength);

    /// <param name="inputs">[sample, step, feature].</param>
    /// <param name="outputs">[sample, step, feature], written whole.</param>
    /// <exception cref="ArgumentException">The lengths do not belong to the same number of samples.</exception>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        var (inputLength, outputLength) = (InputLength, OutputLength);
        var samples = Math.DivRem(inputs.Length, inputLength, out var rest);
        if (rest != 0) throw new ArgumentException($"{inputs.Length} values are no multiple of {inputLength}.", nameof(inputs));
        if (outputs.Length != (long)samples * outputLength)
            throw new ArgumentException($"{outputs.Length} values for {samples} samples of {outputLength}.", nameof(outputs));

        var (first, last) = (layers[0], layers[^1]);
        var most = Math.Min(samples, ChunkRows);
        var half = most * valuesPerRow;
        var length = (2 * half) + (most * tapePerRow);
        var rented = length <= StackFloats ? null : ArrayPool<float>.Shared.Rent(length + AlignedBuffer.Slack);
        var scratch = rented is null ? stackalloc float[StackFloats] : AlignedBuffer.Align(rented);
        var tape = scratch[(2 * half)..];
        for (var sample = 0; sample < samples; sample += ChunkRows)
        {
            var rows = Math.Min(ChunkRows, samples - sample);
            var stride = first.Inputs;
            scoped var from = inputs.Slice(sample * inputLength, rows * inputLength);
            // One step, or one row, lies as layers want it already.
            if (first.InputSteps > 1 && rows > 1)
            {
                stride = first.PaddedInputs;
                var ordered = scratch.Slice(half, half);
                for (var row = 0; row < rows; row++) StepOrder.Put(from.Slice(row * inputLength, inputLength), first.Inputs, ordered, row, rows);
                from = ordered;
            }
            for (var i = 0; i < layers.Length; i++)
            {
                var to = scratch.Slice(i % 2 * half, half);
                layers[i].Forward(new ForwardPass
                {
                    Rows = rows,
                    Parameters = ParametersOf(i),
                    Inputs = from,
                    InputStride = stride,
                    Outputs = to,
                    Tape = tape,
                });
                from = to;
                stride = layers[i].PaddedOutputs;
            }
            for (var row = 0; row < rows; row++) StepOrder.Take(from, stride, row, rows, last.Outputs, outputs.Slice((sample + row) * outputLength, outputLength));
        }
        if (rented is not null) ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Where the kernels lie among <see cref="Parameters"/>, padding included; biases and the like are not among them.</summary>
    public IReadOnlyList<Range> KernelRanges() => [.. layers.SelectMany((layer, i) => layer.Blocks.Where(block => block.Rows > 0)
        .Select(block => new Range(offsets[i] + block.Offset, offsets[i] + block.Offset + block.Length)))];

    /// <summary>Copies of all parameters without padding, named by kind and place of their layer: <c>dense_0.kernel</c>, <c>dense_0.bias</c>, <c>dense_1.kernel</c>, ...</summary>
    public IReadOnlyList<Tensor> Tensors() => Tensors(Parameters);

    /// <summary>As <see cref="Tensors()"/>, of numbers that are laid out like the parameters.</summary>
    public IReadOnlyList<Tensor> Tensors(ReadOnlySpan<float> like)
    {
        var tensors = new List<Tensor>();
        for (var i = 0; i < layers.Length; i++)
        {
            foreach (var block in layers[i].Blocks)
            {
                var values = new float[block.Count];
                for (var k = 0; k < values.Length; k++) values[k] = like[offsets[i] + block.IndexOf(k)];
                tensors.Add(new Tensor(NameOf(i, block), block.Shape, values));
            }
        }
        return tensors;
    }

    /// <summary>Takes over all parameters from tensors named as <see cref="Tensors()"/> names them.</summary>
    /// <exception cref="ArgumentException">A tensor is missing, surplus, twice there or of another shape; the message names it.</exception>
    public void Load(IEnumerable<Tensor> tensors)
    {
        var named = new Dictionary<string, Tensor>();
        foreach (var tensor in tensors)
            if (!named.TryAdd(tensor.Name, tensor)) throw new ArgumentException($"Tensor {tensor.Name} is there twice.", nameof(tensors));
        for (var i = 0; i < layers.Length; i++)
        {
            foreach (var block in layers[i].Blocks)
            {
                var name = NameOf(i, block);
                if (!named.Remove(name, out var tensor)) throw new ArgumentException($"Tensor {name} is missing.", nameof(tensors));
                if (!tensor.Shape.SequenceEqual(block.Shape) || tensor.Values.Length != block.Count)
                    throw new ArgumentException($"Tensor {name} has shape [{string.Join(", ", tensor.Shape)}] and {tensor.Values.Length} values, "
                        + $"expected [{string.Join(", ", block.Shape)}].", nameof(tensors));
                for (var k = 0; k < block.Count; k++) Parameters[offsets[i] + block.IndexOf(k)] = tensor.Values.Span[k];
            }
        }
        if (named.Count != 0) throw new ArgumentException($"Tensor {named.Keys.First()} belongs to no layer.", nameof(tensors));
    }

    private string NameOf(int layer, ParameterBlock block) => $"{layers[layer].Kind}_{layer}.{block.Name}";
}
