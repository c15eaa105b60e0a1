using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Naive;

/// <summary>Each kind of layer as its formulas say, for one sample.</summary>
internal static class NaiveLayer
{
    /// <param name="sample">[step][feature].</param>
    /// <param name="parameters">Tensors in turn, over and over: a layer takes its own from the front and puts them back at the end.</param>
    public static double[][] Forward(Layer layer, double[][] sample, Queue<double[]> parameters) => layer switch
    {
        DenseLayer dense => Dense(dense, sample, Next(parameters), Next(parameters)),
        LstmLayer lstm => Lstm(lstm, sample, Next(parameters), Next(parameters), Next(parameters)),
        ConvolutionLayer conv => Convolution(conv, conv.Stride, conv.Padding, sample, Next(parameters), Next(parameters)),
        UpSampledConvolutionLayer conv => Convolution(conv, 1, conv.Padding, Repeated(sample, conv.Repeats), Next(parameters), Next(parameters)),
        TransposedConvolutionLayer conv => Transposed(conv, sample, Next(parameters), Next(parameters)),
        MaxPoolLayer pool => [.. sample.Chunk(pool.Size).Where(run => run.Length == pool.Size).Select(run => Enumerable.Range(0, pool.Outputs).Select(k => run.Max(step => step[k])).ToArray())],
        UpSamplingLayer up => Repeated(sample, up.Repeats),
        _ => throw new ArgumentException($"No formulas for {layer.GetType().Name}.", nameof(layer)),
    };

    public static double Activate(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(0, x),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => x,
    };

    private static double[] Next(Queue<double[]> parameters)
    {
        var tensor = parameters.Dequeue();
        parameters.Enqueue(tensor);
        return tensor;
    }

    private static double[][] Dense(DenseLayer layer, double[][] sample, double[] kernel, double[] bias) => Array.ConvertAll(sample, step =>
        Enumerable.Range(0, layer.Outputs).Select(unit => Activate(layer.Activation, bias[unit] + Dot(step, kernel, unit, layer.Outputs))).ToArray());

    private static double[][] Lstm(LstmLayer layer, double[][] sample, double[] kernel, double[] recurrent, double[] bias)
    {
        var units = layer.Outputs;
        if (sample.Length < layer.Steps) sample = [.. Enumerable.Repeat(sample[0], layer.Steps)];
        var (hidden, cell) = (new double[units], new double[units]);
        var hiddens = Array.ConvertAll(sample, step =>
        {
            var before = hidden;
            hidden = new double[units];
            for (var unit = 0; unit < units; unit++)
            {
                double Sum(int gate)
                {
                    var column = (gate * units) + unit;
                    return bias[column] + Dot(step, kernel, column, 4 * units) + Dot(before, recurrent, column, 4 * units);
                }
                var (i, f, o) = (Activate(Activation.Sigmoid, Sum(0)), Activate(Activation.Sigmoid, Sum(1)), Activate(Activation.Sigmoid, Sum(3)));
                cell[unit] = (f * cell[unit]) + (i * Activate(layer.Activation, Sum(2)));
                hidden[unit] = o * Activate(layer.Activation, cell[unit]);
            }
            return hidden;
        });
        return layer.OutputSteps == 1 ? [hiddens[^1]] : hiddens;
    }

    // Zeros are put around the steps one by one, on the right first, until Keras' number of outputs is reached.
    private static double[][] Convolution(TapLayer layer, int stride, StepPadding padding, double[][] sample, double[] kernel, double[] bias)
    {
        var outputs = (int)Math.Ceiling((double)(padding == StepPadding.Same ? sample.Length : sample.Length - layer.Width + 1) / stride);
        var (zeros, steps) = (new double[layer.Inputs], sample.ToList());
        for (var right = true; padding == StepPadding.Same && steps.Count < ((outputs - 1) * stride) + layer.Width; right = !right) steps.Insert(right ? steps.Count : 0, zeros);
        return [.. Enumerable.Range(0, outputs).Select(t =>
        {
            double[] seen = [.. steps.Skip(t * stride).Take(layer.Width).SelectMany(step => step)];
            return Enumerable.Range(0, layer.Outputs).Select(k => Activate(layer.Activation, bias[k] + Dot(seen, kernel, k, layer.Outputs))).ToArray();
        })];
    }

    // Adds up all steps' contributions, then cuts what is too much, evenly, the odd one on the right.
    private static double[][] Transposed(TransposedConvolutionLayer layer, double[][] sample, double[] kernel, double[] bias)
    {
        var all = Enumerable.Range(0, Math.Max(((sample.Length - 1) * layer.Stride) + layer.Width, sample.Length * layer.Stride)).Select(_ => (double[])bias.Clone()).ToArray();
        var tapLength = layer.Inputs * layer.Outputs;
        for (var t = 0; t < sample.Length; t++)
            for (var tap = 0; tap < layer.Width; tap++)
                for (var k = 0; k < layer.Outputs; k++) all[(t * layer.Stride) + tap][k] += Dot(sample[t], kernel[(tap * tapLength)..((tap + 1) * tapLength)], k, layer.Outputs);
        var surplus = layer.Padding == StepPadding.Same ? all.Length - (sample.Length * layer.Stride) : 0;
        return [.. all.Skip(surplus / 2).SkipLast(surplus - (surplus / 2)).Select(step => Array.ConvertAll(step, sum => Activate(layer.Activation, sum)))];
    }

    private static double[][] Repeated(double[][] sample, int times) => [.. sample.SelectMany(step => Enumerable.Repeat(step, times))];

    private static double Dot(double[] row, double[] kernel, int column, int columns)
    {
        var sum = 0.0;
        for (var k = 0; k < row.Length; k++) sum += row[k] * kernel[(k * columns) + column];
        return sum;
    }
}
