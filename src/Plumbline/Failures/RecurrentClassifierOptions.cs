using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Failures;

/// <summary>Shape of a recurrent network that classifies windows: convolutions if any, recurrent layers, dense layers, one output.</summary>
public sealed record RecurrentClassifierOptions : FailureModelOptions
{
    /// <summary>Filters of convolutions before the recurrent layers, each at least 1, followed by one pooling where there are any. None, as the labs' LSTM classifier; [64, 64] in their CNN-LSTM.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [];

    /// <summary>Steps that each filter sees, at least 1. 3 as the labs. Zeros stand around the window: without them the labs' five days would be too few.</summary>
    public int Kernel { get; init; } = 3;

    /// <summary>Steps that the pooling after the convolutions makes one, at least 1. 2 as the labs.</summary>
    public int Pool { get; init; } = 2;

    /// <summary>Of all recurrent layers. LSTM, as the labs.</summary>
    public RecurrentCell Cell { get; init; }

    /// <summary>Units of the recurrent layers, at least one layer, each at least 1; the last one's state goes on. [64, 64, 64] as the labs' LSTM classifier.</summary>
    public IReadOnlyList<int> Units { get; init; } = [64, 64, 64];

    /// <summary>Share of the features that training hides from each recurrent layer, for a whole window; 0 to below 1. 0.2 as the labs.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>Share of the state that training hides from the gates, 0 to below 1. 0.2 as the labs.</summary>
    public double RecurrentDropout { get; init; } = 0.2;

    /// <summary>Units of the dense layers (tanh) before the output, each at least 1. [64, 64] as the labs' LSTM classifier.</summary>
    public IReadOnlyList<int> Dense { get; init; } = [64, 64];

    /// <summary>Added to the loss: this times the sum of squares of what comes out of the first dense layer; at least 0. 0.002 as the labs.</summary>
    public double ActivityL2 { get; init; } = 0.002;

    /// <summary>Share of the first dense layer's outputs that training hides, 0 to below 1. 0.2 as the labs.</summary>
    public double DenseDropout { get; init; } = 0.2;

    /// <summary>Of the output. Sigmoid, which gives probabilities; the labs have tanh and relu, whose values outside 0 to 1 the loss cuts off, and with them the gradient.</summary>
    public Activation Output { get; init; } = Activation.Sigmoid;

    private RecurrentShape Shape => new(Cell, Units, Activation.Tanh, Dropout, RecurrentDropout);

    public override IEnumerable<string> Problems(int steps)
    {
        foreach (var filters in Filters.Where(filters => filters < 1)) yield return $"filters holds {filters}; expected at least 1";
        if (Kernel < 1) yield return $"kernel is {Kernel}; expected at least 1";
        if (Pool < 1) yield return $"pool is {Pool}; expected at least 1";
        if (Filters.Count > 0 && Pool > steps) yield return $"pool is {Pool}; expected at most the {steps} steps of a window";
        foreach (var problem in Shape.Problems()) yield return problem;
        foreach (var units in Dense.Where(units => units < 1)) yield return $"dense holds {units}; expected at least 1";
        if (!(ActivityL2 >= 0 && double.IsFinite(ActivityL2))) yield return $"activityL2 is {ActivityL2}; expected at least 0";
        if (!(DenseDropout is >= 0 and < 1)) yield return $"denseDropout is {DenseDropout}; expected at least 0, below 1";
        if (!Enum.IsDefined(Output)) yield return $"output is {Output}; expected one of {string.Join(", ", Enum.GetNames<Activation>())}";
    }

    internal override IFailureModel Fit(FailureLearning learning) => NetworkClassifier.Fit(this, learning);

    internal override IFailureModel Restore(int steps, int signals, NamedTensors tensors)
    {
        try
        {
            var network = new Network(Layers(steps, signals));
            network.Load(tensors.OfLayers());
            return new NetworkClassifier(network, steps, signals, null);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(fault.Message, fault);
        }
    }

    internal IReadOnlyList<Layer> Layers(int steps, int signals)
    {
        var (layers, width, shape) = (new List<Layer>(), signals, Shape);
        foreach (var filters in Filters)
        {
            layers.Add(new ConvolutionLayer(steps, width, filters, Kernel, 1, StepPadding.Same, Activation.Relu));
            width = filters;
        }
        if (Filters.Count > 0) layers.Add(new MaxPoolLayer(steps, width, Pool));
        if (Filters.Count > 0) steps = layers[^1].OutputSteps;
        for (var i = 0; i < Units.Count; i++)
            width = shape.Add(layers, steps, width, Units[i], i < Units.Count - 1 ? default : new() { Result = RecurrentResult.Last });
        for (var i = 0; i < Dense.Count; i++)
        {
            layers.Add(new DenseLayer(1, width, Dense[i], Activation.Tanh));
            width = Dense[i];
            if (i > 0) continue;
            if (ActivityL2 > 0) layers.Add(new ActivityPenaltyLayer(1, width, 0, ActivityL2));
            if (DenseDropout > 0) layers.Add(new DropoutLayer(1, width, DenseDropout));
        }
        layers.Add(new DenseLayer(1, width, 1, Output));
        return layers;
    }
}
