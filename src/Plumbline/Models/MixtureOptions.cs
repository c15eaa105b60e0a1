using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>Settings of a mixture of Gaussians of windows.</summary>
public sealed record MixtureOptions : ModelOptions
{
    /// <summary>Numbers of components to choose from, each at least 1; a single one is taken as it is. Default 1, 2, 4, 8: the lecture's, and
    /// the plain Gaussian that they must beat.</summary>
    public IReadOnlyList<int> Components { get; init; } = [1, 2, 4, 8];

    /// <summary>Default <see cref="ComponentChoice.HeldOut"/>, as the lecture: the criterion counts the rows as independent, which
    /// neighbours in time are not, and so allows too many.</summary>
    public ComponentChoice Choice { get; init; } = ComponentChoice.HeldOut;

    /// <summary>Contiguous parts of the windows, each of which is held out once; at least 2. Default 3: every fold is a fit for each number.</summary>
    public int Folds { get; init; } = 3;

    /// <summary>Whether signals are taken as independent within a component. Default false: the relations are what anomalies break.</summary>
    public bool Diagonal { get; init; }

    /// <summary>Added to every variance, in scaled units squared, at least 0. Default 0.01: being off by a tenth of a standard deviation
    /// tells nothing, however closely a signal follows the others.</summary>
    public double Ridge { get; init; } = 0.01;

    /// <summary>Fits from different first centres, of which the likeliest is kept; at least 1. Default 3.</summary>
    public int Starts { get; init; } = 3;

    public override bool ScoresItself => true;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Components.Count == 0) yield return "components is empty; expected at least one number";
        foreach (var components in Components.Where(components => components < 1)) yield return $"components holds {components}; expected at least 1";
        if (!Enum.IsDefined(Choice)) yield return $"choice is {Choice}; expected one of {string.Join(", ", Enum.GetNames<ComponentChoice>())}";
        if (Folds < 2) yield return $"folds is {Folds}; expected at least 2";
        if (!(Ridge >= 0 && double.IsFinite(Ridge))) yield return $"ridge is {Ridge}; expected at least 0";
        if (Starts < 1) yield return $"starts is {Starts}; expected at least 1";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) =>
        MixtureModel.Fit(windows, this, training.Seed, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors)
    {
        var width = Window * signalCount;
        var count = tensors["mixture.weights"].Shape[0];
        var covariances = tensors.Doubles("mixture.covariances", count * width * (Diagonal ? 1 : width));
        try
        {
            return new MixtureModel(Window, signalCount, new GaussianMixture(width, tensors.Doubles("mixture.weights", count), tensors.Doubles("mixture.means", count * width), covariances));
        }
        catch (ArgumentException fault)
        {
            throw new FormatException(fault.Message, fault);
        }
    }
}
