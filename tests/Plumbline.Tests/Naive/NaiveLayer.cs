using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Sequences;

namespace Plumbline.Tests.Naive;

/// <summary>Each kind of layer as its formulas say, for one sample.</summary>
internal static class NaiveLayer
{
    /// <param name="sample">[step][feature].</param>
    /// <param name="parameters">Tensors in turn, over and over: a layer takes its own from the front and puts them back at the end.</param>
    public static double[][] Forward(Layer layer, double[][] sample, Queue<double[]> parameters) => layer switch
    {
        DenseLayer dense => Dense(dense, sample, Next(parameters), Next(parameters)),
        DropoutLayer or ActivityPenaltyLayer => sample,
        BatchNormalisationLayer batch => BatchNormalisation(batch, sample, Next(parameters), Next(parameters), Next(parameters), Next(parameters)),
        LayerNormalisationLayer normalisation => LayerNormalisation(normalisation, sample, Next(parameters), Next(parameters)),
        GaussianLatentLayer latent => Array.ConvertAll(sample, step => step[..latent.Outputs]),
        TransposeLayer => [.. sample[0].Select((_, feature) => Array.ConvertAll(sample, step => step[feature]))],
        MeanOfViewsLayer mean => Array.ConvertAll(sample, step => step.Take(mean.Outputs).Zip(step.Skip(mean.Outputs), (time, feature) => (time + feature) / 2).ToArray()),
        ChainLayer chain => Chain(chain.Layers, sample, parameters).Outputs,
        ParallelLayer parallel => SideBySide(Branches(parallel, sample, parameters).Outputs),
        RecurrentLayer recurrent => NaiveRecurrentLayer.Forward(recurrent, sample, () => Next(parameters)),
        BidirectionalLayer both => Both(both, sample, parameters),
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
        Activation.Softplus => Math.Log(1 + Math.Exp(x)),
        _ => x,
    };

    /// <summary>What a layer adds to the loss of a sample.</summary>
    /// <param name="parameters">As going forward takes them; taken from a copy.</param>
    public static double Penalty(Layer layer, double[][] sample, Queue<double[]> parameters) => layer switch
    {
        GaussianLatentLayer latent => latent.Beta * sample.Sum(step => Enumerable.Range(0, latent.Outputs).Sum(i => Divergence(step[i], step[latent.Outputs + i]))),
        ActivityPenaltyLayer activity => sample.Sum(step => step.Sum(x => (activity.L1 * Math.Abs(x)) + (activity.L2 * x * x))),
        ChainLayer chain => Chain(chain.Layers, sample, new(parameters)).Penalty,
        ParallelLayer parallel => Branches(parallel, sample, new(parameters)).Penalty,
        _ => 0,
    };

    /// <summary>Layers one after the other.</summary>
    public static (double[][] Outputs, double Penalty) Chain(ReadOnlySpan<Layer> layers, double[][] sample, Queue<double[]> parameters)
    {
        var penalty = 0.0;
        foreach (var layer in layers)
        {
            penalty += Penalty(layer, sample, parameters);
            sample = Forward(layer, sample, parameters);
        }
        return (sample, penalty);
    }

    private static (double[][][] Outputs, double Penalty) Branches(ParallelLayer layer, double[][] sample, Queue<double[]> parameters)
    {
        var outputs = new List<double[][]>();
        var penalty = 0.0;
        foreach (var branch in layer.Branches)
        {
            penalty += Penalty(branch, sample, parameters);
            outputs.Add(Forward(branch, sample, parameters));
        }
        return ([.. outputs], penalty);
    }

    private static double[][] SideBySide(double[][][] branches) => [.. branches[0].Select((_, step) => branches.SelectMany(branch => branch[step]).ToArray())];

    private static double Divergence(double mean, double logVariance) => ((mean * mean) + Math.Exp(logVariance) - logVariance - 1) / 2;

    private static double[][] BatchNormalisation(BatchNormalisationLayer layer, double[][] sample, double[] gamma, double[] beta, double[] mean, double[] variance) =>
        Array.ConvertAll(sample, step => step.Select((x, i) => (gamma[i] * (x - mean[i]) / Math.Sqrt(variance[i] + layer.Epsilon)) + beta[i]).ToArray());

    private static double[][] LayerNormalisation(LayerNormalisationLayer layer, double[][] sample, double[] gamma, double[] beta) => Array.ConvertAll(sample, step =>
    {
        var mean = step.Average();
        var variance = step.Average(x => (x - mean) * (x - mean));
        return step.Select((x, i) => (gamma[i] * (x - mean) / Math.Sqrt(variance + layer.Epsilon)) + beta[i]).ToArray();
    });

    public static double Dot(double[] row, double[] kernel, int column, int columns)
    {
        var sum = 0.0;
        for (var k = 0; k < row.Length; k++) sum += row[k] * kernel[(k * columns) + column];
        return sum;
    }

    private static double[] Next(Queue<double[]> parameters)
    {
        var tensor = parameters.Dequeue();
        parameters.Enqueue(tensor);
        return tensor;
    }

    private static double[][] Dense(DenseLayer layer, double[][] sample, double[] kernel, double[] bias) => Array.ConvertAll(sample, step =>
        Enumerable.Range(0, layer.Outputs).Select(unit => Activate(layer.Activation, bias[unit] + Dot(step, kernel, unit, layer.Outputs))).ToArray());

    private static double[][] Both(BidirectionalLayer layer, double[][] sample, Queue<double[]> parameters)
    {
        var forward = NaiveRecurrentLayer.Forward(layer.ForwardHalf, sample, () => Next(parameters));
        var backward = NaiveRecurrentLayer.Forward(layer.BackwardHalf, sample, () => Next(parameters));
        return [.. forward.Zip(backward, (left, right) => (double[])[.. left, .. right])];
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
}
