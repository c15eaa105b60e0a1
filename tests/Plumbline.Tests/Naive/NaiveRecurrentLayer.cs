using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Naive;

/// <summary>Each kind of recurrent layer as its formulas say, for one sample.</summary>
internal static class NaiveRecurrentLayer
{
    /// <param name="sample">[step][feature].</param>
    /// <param name="next">Hands out the layer's tensors in turn.</param>
    public static double[][] Forward(RecurrentLayer layer, double[][] sample, Func<double[]> next)
    {
        var units = layer.Outputs;
        var kernel = layer.Options.Input == RecurrentInput.State ? [] : next();
        var (recurrent, bias) = (next(), next());
        var recurrentBias = layer is GruLayer ? next() : new double[bias.Length];
        var columns = bias.Length;

        var (hidden, cell) = (new double[units], new double[units]);
        if (layer.Options.Input == RecurrentInput.State) (hidden, cell) = (sample[0], sample[^1]);
        var hiddens = new double[layer.Steps][];
        for (var turn = 0; turn < layer.Steps; turn++)
        {
            var step = layer.Options.Direction == TimeDirection.Forward ? turn : layer.Steps - 1 - turn;
            var input = layer.Options.Input switch { RecurrentInput.Sequence => sample[step], RecurrentInput.Repeated => sample[0], _ => [] };
            var (nextHidden, nextCell) = (new double[units], new double[units]);
            for (var unit = 0; unit < units; unit++)
            {
                double OfInput(int gate) => bias[(gate * units) + unit] + NaiveLayer.Dot(input, kernel, (gate * units) + unit, columns);
                double OfState(int gate) => recurrentBias[(gate * units) + unit] + NaiveLayer.Dot(hidden, recurrent, (gate * units) + unit, columns);
                double Sigmoid(int gate) => NaiveLayer.Activate(Activation.Sigmoid, OfInput(gate) + OfState(gate));
                double Activate(double x) => NaiveLayer.Activate(layer.Activation, x);
                switch (layer)
                {
                    case LstmLayer:
                        nextCell[unit] = (Sigmoid(1) * cell[unit]) + (Sigmoid(0) * Activate(OfInput(2) + OfState(2)));
                        nextHidden[unit] = Sigmoid(3) * Activate(nextCell[unit]);
                        break;
                    case GruLayer:
                        var z = Sigmoid(0);
                        nextHidden[unit] = (z * hidden[unit]) + ((1 - z) * Activate(OfInput(2) + (Sigmoid(1) * OfState(2))));
                        break;
                    default:
                        nextHidden[unit] = Activate(OfInput(0) + OfState(0));
                        break;
                }
            }
            hiddens[step] = hidden = nextHidden;
            cell = nextCell;
        }
        return layer.Options.Result switch
        {
            RecurrentResult.Sequence => hiddens,
            RecurrentResult.Last => [hidden],
            _ => layer is LstmLayer ? [hidden, cell] : [hidden],
        };
    }
}
