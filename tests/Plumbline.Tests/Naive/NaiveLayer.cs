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
        RecurrentLayer recurrent => NaiveRecurrentLayer.Forward(recurrent, sample, () => Next(parameters)),
        BidirectionalLayer both => Both(both, sample, parameters),
        _ => throw new ArgumentException($"No formulas for {layer.GetType().Name}.", nameof(layer)),
    };

    public static double Activate(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(0, x),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => x,
    };

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
}
