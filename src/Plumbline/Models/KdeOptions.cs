using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>Settings of a kernel density of windows.</summary>
public sealed record KdeOptions : ModelOptions
{
    /// <summary>Widths of the kernel to choose from by <see cref="Folds"/>, in scaled units, each above 0; a single one is taken as it is.
    /// Default 0.1 to 5: the lecture's 0.1 to 1, and wider ones, since more values in a window ask for more width.</summary>
    public IReadOnlyList<double> Bandwidths { get; init; } = [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5];

    /// <summary>Contiguous parts of the windows, each of which is held out once to judge the widths; at least 2. Default 5, as the lecture.</summary>
    public int Folds { get; init; } = 5;

    public override bool ScoresItself => true;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Bandwidths.Count == 0) yield return "bandwidths is empty; expected at least one";
        foreach (var bandwidth in Bandwidths.Where(bandwidth => !(bandwidth > 0 && double.IsFinite(bandwidth)))) yield return $"bandwidths holds {bandwidth}; expected above 0";
        if (Folds < 2) yield return $"folds is {Folds}; expected at least 2";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) => KdeModel.Fit(windows, this, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors)
    {
        var references = tensors["kde.references"].ToTensor();
        var width = Window * signalCount;
        if (references.Values.Length == 0 || references.Values.Length % width != 0) throw new FormatException($"tensor 'kde.references' has {references.Values.Length} values, no whole windows of {width}");
        return new KdeModel(Window, signalCount, references.Values.ToArray(), tensors.Doubles("kde.bandwidth", 1)[0]);
    }
}
