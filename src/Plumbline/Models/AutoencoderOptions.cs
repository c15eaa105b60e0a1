using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>Shape of a network that learns to give back its windows.</summary>
public abstract record AutoencoderOptions : ModelOptions
{
    /// <summary>What the loss of a window grows by for each unit of the code's summed absolute values, at least 0. Default 0: a narrow code is check enough.
    /// Above 0 most of the code stays at 0 (sparse autoencoder), so that it may be wider than the window: Borghesi and others (2019) have ten times as many.</summary>
    public double CodePenalty { get; init; }

    [JsonIgnore]
    public override bool IsNetwork => true;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (!(CodePenalty >= 0 && double.IsFinite(CodePenalty))) yield return $"codePenalty is {CodePenalty}; expected at least 0";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) =>
        Autoencoder.Fit(windows, this, training, watch, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors)
    {
        try
        {
            return Autoencoder.FromTensors(Window, signalCount, this, tensors.OfLayers(), ContextTensor.CountIn(tensors));
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(fault.Message, fault);
        }
    }

    /// <param name="steps">In a window.</param>
    /// <param name="signals">In a step.</param>
    /// <param name="context">How many of them, the last ones, go in but do not come out.</param>
    internal abstract IReadOnlyList<Layer> Layers(int steps, int signals, int context = 0);

    /// <summary>What follows the layer that gives the code: nothing without a penalty.</summary>
    private protected IEnumerable<Layer> AfterCode(Layer code) => CodePenalty > 0 ? [new ActivityPenaltyLayer(code.OutputSteps, code.Outputs, CodePenalty, 0)] : [];
}
