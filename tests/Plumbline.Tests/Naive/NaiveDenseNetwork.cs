using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Naive;

/// <summary>Dense layers in double precision, straight from the formulas; gradients by moving one parameter at a time.</summary>
internal sealed class NaiveDenseNetwork
{
    private readonly List<(double[] Kernel, double[] Bias, Activation Activation)> layers = [];

    public NaiveDenseNetwork(Network network)
    {
        var tensors = network.Tensors();
        for (var i = 0; i < network.Layers.Length; i++)
            layers.Add((Doubles(tensors[2 * i]), Doubles(tensors[(2 * i) + 1]), ((DenseLayer)network.Layers[i]).Activation));
    }

    public double[] Forward(double[] row)
    {
        foreach (var (kernel, bias, activation) in layers)
        {
            var next = (double[])bias.Clone();
            for (var output = 0; output < next.Length; output++)
            {
                for (var input = 0; input < row.Length; input++) next[output] += row[input] * kernel[(input * next.Length) + output];
                next[output] = activation switch
                {
                    Activation.Relu => Math.Max(0, next[output]),
                    Activation.Tanh => Math.Tanh(next[output]),
                    Activation.Sigmoid => 1 / (1 + Math.Exp(-next[output])),
                    _ => next[output],
                };
            }
            row = next;
        }
        return row;
    }

    /// <summary>Mean over rows and outputs of the squared error.</summary>
    public double Loss(double[][] inputs, double[][] targets) =>
        inputs.Zip(targets, (input, target) => Forward(input).Zip(target, (y, t) => (y - t) * (y - t)).Average()).Average();

    /// <summary>Derivative of the loss by each parameter, tensor after tensor in the network's order: central differences.</summary>
    public IEnumerable<double[]> Gradients(double[][] inputs, double[][] targets)
    {
        const double Step = 1e-6;
        foreach (var (kernel, bias, _) in layers)
        {
            foreach (var parameters in new[] { kernel, bias })
            {
                var gradients = new double[parameters.Length];
                for (var i = 0; i < parameters.Length; i++)
                {
                    var kept = parameters[i];
                    parameters[i] = kept + Step;
                    var above = Loss(inputs, targets);
                    parameters[i] = kept - Step;
                    gradients[i] = (above - Loss(inputs, targets)) / (2 * Step);
                    parameters[i] = kept;
                }
                yield return gradients;
            }
        }
    }

    private static double[] Doubles(Tensor tensor) => Array.ConvertAll(tensor.Values.ToArray(), value => (double)value);
}
