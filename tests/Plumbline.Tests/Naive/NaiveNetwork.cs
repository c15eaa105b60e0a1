using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Naive;

/// <summary>A network in double precision, one number at a time, straight from the formulas; gradients by moving one parameter at a time.</summary>
internal sealed class NaiveNetwork(Network network)
{
    private readonly Queue<double[]> parameters = new(network.Tensors().Select(tensor => Array.ConvertAll(tensor.Values.ToArray(), value => (double)value)));

    /// <param name="sample">[step][feature].</param>
    public double[][] Forward(double[][] sample) => NaiveLayer.Chain(network.Layers, sample, parameters).Outputs;

    /// <summary>Mean over the samples of each one's loss, with what layers add to it.</summary>
    public double Loss(double[][][] inputs, double[][][] targets, LossKind kind = LossKind.MeanSquaredError) =>
        inputs.Zip(targets, (input, target) =>
        {
            var (outputs, penalty) = NaiveLayer.Chain(network.Layers, input, parameters);
            return NaiveLoss.Of(kind, outputs, target) + penalty;
        }).Average();

    /// <summary>Derivative of the loss by each parameter, tensor after tensor: central differences; zeros for tensors that are not trained.</summary>
    public IEnumerable<double[]> Gradients(double[][][] inputs, double[][][] targets, LossKind kind = LossKind.MeanSquaredError)
    {
        const double Step = 1e-5;
        var trained = network.Layers.ToArray().SelectMany(layer => layer.Blocks, (_, block) => block.Trained);
        foreach (var (tensor, isTrained) in parameters.ToArray().Zip(trained))
        {
            var gradients = new double[tensor.Length];
            for (var i = 0; isTrained && i < tensor.Length; i++)
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
