using System.Buffers;
using System.Runtime.CompilerServices;

namespace Plumbline.Neural;

/// <summary>Dense layers one after the other, all their parameters in one aligned run so that an optimiser needs one pass.</summary>
/// <remarks>Safe to call from several threads as long as nobody writes its parameters.</remarks>
internal sealed class DenseNetwork
{
    /// <summary>Rows that go through all layers together: few enough that they stay in the second-level cache.</summary>
    private const int ChunkRows = 64;

    /// <summary>Scratch up to this size lies on the stack: a row or two of ordinary networks.</summary>
    private const int StackFloats = 2_048;

    private readonly AlignedBuffer parameters;

    /// <summary>A network of zeros.</summary>
    /// <param name="inputs">Values in a row that goes in.</param>
    /// <param name="layers">Width and activation of each layer, at least one.</param>
    public DenseNetwork(int inputs, IReadOnlyList<(int Units, Activation Activation)> layers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers.Count, 1);
        Inputs = inputs;
        Layers = new DenseLayer[layers.Count];
        var offset = 0;
        for (var i = 0; i < layers.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(layers[i].Units, 1);
            Layers[i] = new DenseLayer(i == 0 ? inputs : layers[i - 1].Units, layers[i].Units, layers[i].Activation, offset);
            offset += Layers[i].Length;
        }
        parameters = new AlignedBuffer(offset);
    }

    /// <summary>Kernels uniform in +-sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010, Keras' default), biases zero.</summary>
    /// <param name="random">Read layer by layer, kernel row by kernel row.</param>
    public static DenseNetwork Create(int inputs, IReadOnlyList<(int Units, Activation Activation)> layers, Random random)
    {
        var network = new DenseNetwork(inputs, layers);
        foreach (var layer in network.Layers)
        {
            var limit = Math.Sqrt(6.0 / (layer.Inputs + layer.Outputs));
            var kernel = layer.Kernel(network.Parameters);
            for (var input = 0; input < layer.Inputs; input++)
            {
                for (var output = 0; output < layer.Outputs; output++)
                    kernel[layer.KernelLayout.IndexOf(input, output)] = (float)(((2 * random.NextDouble()) - 1) * limit);
            }
        }
        return network;
    }

    public int Inputs { get; }

    public int Outputs => Layers[^1].Outputs;

    public DenseLayer[] Layers { get; }

    /// <summary>Kernels and biases without padding.</summary>
    public long ParameterCount => Layers.Sum(layer => ((long)layer.Inputs + 1) * layer.Outputs);

    /// <summary>Layer after layer, packed and padded; see <see cref="DenseLayer"/>.</summary>
    public Span<float> Parameters => parameters.Span;

    /// <param name="inputs">[row, input].</param>
    /// <param name="outputs">[row, output], written whole.</param>
    /// <exception cref="ArgumentException">The lengths do not belong to the same number of rows.</exception>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        var rows = Math.DivRem(inputs.Length, Inputs, out var rest);
        if (rest != 0) throw new ArgumentException($"{inputs.Length} values are no multiple of {Inputs}.", nameof(inputs));
        if (outputs.Length != (long)rows * Outputs)
            throw new ArgumentException($"{outputs.Length} values for {rows} rows of {Outputs}.", nameof(outputs));

        var wide = 0;
        foreach (var layer in Layers) wide = Math.Max(wide, layer.PaddedOutputs);
        var half = Math.Min(rows, ChunkRows) * wide;
        var rented = 2 * half <= StackFloats ? null : ArrayPool<float>.Shared.Rent(2 * half);
        var scratch = rented is null ? stackalloc float[StackFloats] : rented.AsSpan();
        for (var row = 0; row < rows; row += ChunkRows)
        {
            var count = Math.Min(ChunkRows, rows - row);
            var stride = Inputs;
            scoped var from = inputs.Slice(row * Inputs, count * Inputs);
            for (var i = 0; i < Layers.Length; i++)
            {
                var to = scratch.Slice(i % 2 * half, half);
                Layers[i].Forward(Parameters, from, stride, count, to);
                from = to;
                stride = Layers[i].PaddedOutputs;
            }
            for (var i = 0; i < count; i++) from.Slice(i * stride, Outputs).CopyTo(outputs[((row + i) * Outputs)..]);
        }
        if (rented is not null) ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Copies of all parameters: <c>dense_0.kernel</c> [input, output], <c>dense_0.bias</c> [output], <c>dense_1.kernel</c>, ...</summary>
    public IReadOnlyList<Tensor> Tensors()
    {
        var tensors = new List<Tensor>(2 * Layers.Length);
        for (var i = 0; i < Layers.Length; i++)
        {
            var layer = Layers[i];
            var kernel = new float[layer.Inputs * layer.Outputs];
            for (var k = 0; k < kernel.Length; k++)
                kernel[k] = layer.Kernel(Parameters)[layer.KernelLayout.IndexOf(k / layer.Outputs, k % layer.Outputs)];
            tensors.Add(new Tensor($"dense_{i}.kernel", [layer.Inputs, layer.Outputs], kernel));
            tensors.Add(new Tensor($"dense_{i}.bias", [layer.Outputs], layer.Bias(Parameters)[..layer.Outputs].ToArray()));
        }
        return tensors;
    }

    /// <summary>Takes over all parameters from tensors named as <see cref="Tensors"/> names them.</summary>
    /// <exception cref="ArgumentException">A tensor is missing, surplus, twice there or of another shape; the message names it.</exception>
    public void Load(IEnumerable<Tensor> tensors)
    {
        var named = new Dictionary<string, Tensor>();
        foreach (var tensor in tensors)
            if (!named.TryAdd(tensor.Name, tensor)) throw new ArgumentException($"Tensor {tensor.Name} is there twice.", nameof(tensors));
        for (var i = 0; i < Layers.Length; i++)
        {
            var layer = Layers[i];
            var kernel = Take($"dense_{i}.kernel", [layer.Inputs, layer.Outputs]);
            for (var k = 0; k < kernel.Length; k++)
                layer.Kernel(Parameters)[layer.KernelLayout.IndexOf(k / layer.Outputs, k % layer.Outputs)] = kernel[k];
            Take($"dense_{i}.bias", [layer.Outputs]).CopyTo(layer.Bias(Parameters));
        }
        if (named.Count != 0) throw new ArgumentException($"Tensor {named.Keys.First()} belongs to no layer.", nameof(tensors));

        ReadOnlySpan<float> Take(string name, int[] shape)
        {
            if (!named.Remove(name, out var tensor)) throw new ArgumentException($"Tensor {name} is missing.", nameof(tensors));
            if (!tensor.Shape.SequenceEqual(shape) || tensor.Values.Length != shape.Aggregate(1, (product, length) => product * length))
                throw new ArgumentException($"Tensor {name} has shape [{string.Join(", ", tensor.Shape)}] and {tensor.Values.Length} values, "
                    + $"expected [{string.Join(", ", shape)}].", nameof(tensors));
            return tensor.Values.Span;
        }
    }
}
