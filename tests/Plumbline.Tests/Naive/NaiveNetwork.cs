using Plumbline.Neural;
using Plumbline.Neural.Kernels;

namespace Plumbline.Tests.Naive;

/// <summary>Layers in double precision, one number at a time, straight from the formulas; gradients by moving one parameter at a time.</summary>
/// <param name="shapes">Of each layer; one that runs for several steps after one step sees that step again and again.</param>
internal sealed class NaiveNetwork(Network network, params NaiveNetwork.Shape[] shapes)
{
    private readonly Queue<double[]> parameters = new(network.Tensors().Select(tensor => Array.ConvertAll(tensor.Values.ToArray(), value => (double)value)));

    /// <summary>What is not to be seen from the tensors.</summary>
    /// <param name="Units">Features of an output step.</param>
    /// <param name="Steps">The layer runs for.</param>
    public readonly record struct Shape(bool Recurrent, int Units, int Steps, Activation Activation, bool ReturnsSequence = true);

    /// <param name="sample">[step][feature].</param>
    public double[][] Forward(double[][] sample)
    {
        foreach (var shape in shapes)
        {
            if (sample.Length < shape.Steps) sample = [.. Enumerable.Repeat(sample[0], shape.Steps)];
            sample = shape.Recurrent ? Recurrent(shape, sample, Next(), Next(), Next()) : Dense(shape, sample, Next(), Next());
            if (!shape.ReturnsSequence) sample = [sample[^1]];
        }
        return sample;
    }

    /// <summary>Mean over samples and outputs of the squared error.</summary>
    public double Loss(double[][][] inputs, double[][][] targets) => inputs.Zip(targets, (input, target) =>
        Forward(input).SelectMany(step => step).Zip(target.SelectMany(step => step), (y, t) => (y - t) * (y - t)).Average()).Average();

    /// <summary>Derivative of the loss by each parameter, tensor after tensor: central differences.</summary>
    public IEnumerable<double[]> Gradients(double[][][] inputs, double[][][] targets)
    {
        const double Step = 1e-5;
        foreach (var tensor in parameters.ToArray())
        {
            var gradients = new double[tensor.Length];
            for (var i = 0; i < tensor.Length; i++)
            {
                var kept = tensor[i];
                tensor[i] = kept + Step;
                var above = Loss(inputs, targets);
                tensor[i] = kept - Step;
                gradients[i] = (above - Loss(inputs, targets)) / (2 * Step);
                tensor[i] = kept;
            }
            yield return gradients;
        }
    }

    /// <summary>Tensors in turn, over and over.</summary>
    private double[] Next()
    {
        var tensor = parameters.Dequeue();
        parameters.Enqueue(tensor);
        return tensor;
    }

    private static double[][] Dense(Shape shape, double[][] sample, double[] kernel, double[] bias) => Array.ConvertAll(sample, step =>
        Enumerable.Range(0, shape.Units).Select(unit => Activate(shape.Activation, bias[unit] + Dot(step, kernel, unit, shape.Units))).ToArray());

    private static double[][] Recurrent(Shape shape, double[][] sample, double[] kernel, double[] recurrent, double[] bias)
    {
        var (hidden, cell) = (new double[shape.Units], new double[shape.Units]);
        return Array.ConvertAll(sample, step =>
        {
            var before = hidden;
            hidden = new double[shape.Units];
            for (var unit = 0; unit < shape.Units; unit++)
            {
                double Sum(int gate)
                {
                    var column = (gate * shape.Units) + unit;
                    return bias[column] + Dot(step, kernel, column, 4 * shape.Units) + Dot(before, recurrent, column, 4 * shape.Units);
                }
                var (i, f, o) = (Activate(Activation.Sigmoid, Sum(0)), Activate(Activation.Sigmoid, Sum(1)), Activate(Activation.Sigmoid, Sum(3)));
                cell[unit] = (f * cell[unit]) + (i * Activate(shape.Activation, Sum(2)));
                hidden[unit] = o * Activate(shape.Activation, cell[unit]);
            }
            return hidden;
        });
    }

    private static double Dot(double[] row, double[] kernel, int column, int columns)
    {
        var sum = 0.0;
        for (var k = 0; k < row.Length; k++) sum += row[k] * kernel[(k * columns) + column];
        return sum;
    }

    private static double Activate(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(0, x),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => x,
    };
}
