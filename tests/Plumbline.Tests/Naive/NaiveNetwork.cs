using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Naive;

/// <summary>A network in double precision, one number at a time, straight from the formulas; gradients by moving one parameter at a time.</summary>
internal sealed class NaiveNetwork(Network network)
{
    private readonly Queue<double[]> parameters = new(network.Tensors().Select(tensor => Array.ConvertAll(tensor.Values.ToArray(), value => (double)value)));

    /// <param name="sample">[step][feature].</param>
    public double[][] Forward(double[][] sample)
    {
        foreach (var layer in network.Layers) sample = NaiveLayer.Forward(layer, sample, parameters);
        return sample;
    }

    /// <summary>Mean over the samples of each one's loss.</summary>
    public double Loss(double[][][] inputs, double[][][] targets, LossKind kind = LossKind.MeanSquaredError) =>
        inputs.Zip(targets, (input, target) => NaiveLoss.Of(kind, Forward(input), target)).Average();

    /// <summary>Derivative of the loss by each parameter, tensor after tensor: central differences.</summary>
    public IEnumerable<double[]> Gradients(double[][][] inputs, double[][][] targets, LossKind kind = LossKind.MeanSquaredError)
    {
        const double Step = 1e-5;
        foreach (var tensor in parameters.ToArray())
        {
            var gradients = new double[tensor.Length];
            for (var i = 0; i < tensor.Length; i++)
            {
                var kept = tensor[i];
                tensor[i] = kept + Step;
                var above = Loss(inputs, targets, kind);
                tensor[i] = kept - Step;
                gradients[i] = (above - Loss(inputs, targets, kind)) / (2 * Step);
                tensor[i] = kept;
            }
            yield return gradients;
        }
    }
}
