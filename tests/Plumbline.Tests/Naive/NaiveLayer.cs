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

    private static double Dot(double[] row, double[] kernel, int column, int columns)
    {
        var sum = 0.0;
        for (var k = 0; k < row.Length; k++) sum += row[k] * kernel[(k * columns) + column];
        return sum;
    }
}
