using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>Shape of a recurrent network that reads all steps of a window but the newest and says what the newest will be.</summary>
public sealed record PredictorOptions : ModelOptions
{
    /// <summary>Windows of 17 steps: 16 to read, as the other recurrent models, and the one to come.</summary>
    public PredictorOptions() => Window = 17;

    /// <summary>GRU: on windows this short as good as LSTM, and a quarter cheaper.</summary>
    public RecurrentCell Cell { get; init; } = RecurrentCell.Gru;

    /// <summary>Units of each recurrent layer, in their order; at least one, each at least 1. [64].</summary>
    public IReadOnlyList<int> Units { get; init; } = [64];

    /// <summary>Of candidates and cell states; the output is linear. Tanh.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>Share of the features that training hides from each recurrent layer, for a whole window; 0 to below 1. 0, none.</summary>
    public double Dropout { get; init; }

    /// <summary>Share of the state that training hides from the gates, 0 to below 1. 0, none.</summary>
    public double RecurrentDropout { get; init; }

    private RecurrentShape Shape => new(Cell, Units, Activation, Dropout, RecurrentDropout);

    [JsonIgnore]
    public override bool IsNetwork => true;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems().Concat(Shape.Problems())) yield return problem;
        if (Window == 1) yield return "window is 1; expected at least 2, for the newest step is predicted from those before it";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) =>
        Predictor.Fit(windows, this, training, watch, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors)
    {
        try
        {
            return Predictor.FromTensors(Window, signalCount, this, tensors.OfLayers(), ContextTensor.CountIn(tensors));
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(fault.Message, fault);
        }
    }

    /// <param name="steps">That it reads.</param>
    /// <param name="signals">In a step.</param>
    /// <param name="context">How many of them, the last ones, go in but do not come out.</param>
    internal IReadOnlyList<Layer> Layers(int steps, int signals, int context = 0)
    {
        var (layers, shape, width) = (new List<Layer>(), Shape, signals);
        for (var i = 0; i < Units.Count; i++)
            width = shape.Add(layers, steps, width, Units[i], i < Units.Count - 1 ? default : new() { Result = RecurrentResult.Last });
        layers.Add(new DenseLayer(1, width, signals - context, Activation.Linear));
        return layers;
    }
}
