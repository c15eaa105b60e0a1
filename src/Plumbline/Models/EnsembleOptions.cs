using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>Models that judge together.</summary>
public sealed record EnsembleOptions : ModelOptions
{
    /// <summary>20 steps, as many as the longest of the default members sees.</summary>
    public EnsembleOptions() => Window = 20;

    /// <summary>At least one; a member whose window is shorter than <see cref="ModelOptions.Window"/> sees its last steps. Default <c>pca</c> and <c>mahalanobis</c> on rows and
    /// <c>nearest</c> on 20 steps: what signals have to do with each other, and how they move.</summary>
    public IReadOnlyList<ModelOptions> Members { get; init; } = [new PcaOptions(), new MahalanobisOptions(), new NearestOptions { Window = 20, References = 2000 }];

    /// <summary>Default <see cref="EnsembleCombination.MeanLogTail"/>.</summary>
    public EnsembleCombination Combine { get; init; } = EnsembleCombination.MeanLogTail;

    /// <summary>Share of the fit windows, the last ones in time, that members are not fitted on but their scores are ranked by; above 0, below 1. Default 0.25.</summary>
    public double HeldOut { get; init; } = 0.25;

    [JsonIgnore]
    public override bool ScoresItself => true;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Members.Count == 0) yield return "members is empty; expected at least one model";
        for (var i = 0; i < Members.Count; i++)
        {
            foreach (var problem in Members[i].Problems()) yield return $"members[{i}].{problem}";
            if (Members[i].HasHindsight) yield return $"members[{i}] judges a step by more than its own window; expected a model that does not (no delay, around or past)";
            if (Members[i].Window > Window) yield return $"members[{i}].window is {Members[i].Window}; expected at most {Window}, the ensemble's own";
        }
        if (!Enum.IsDefined(Combine)) yield return $"combine is {Combine}; expected one of {string.Join(", ", Enum.GetNames<EnsembleCombination>())}";
        if (!(HeldOut is > 0 and < 1)) yield return $"heldOut is {HeldOut}; expected above 0, below 1";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) =>
        EnsembleModel.Fit(windows, this, training, watch, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors)
    {
        var members = new EnsembleMember[Members.Count];
        for (var i = 0; i < members.Length; i++)
        {
            var own = tensors.Under(EnsembleModel.Prefix(i));
            try
            {
                members[i] = EnsembleMember.Restore(Members[i].Restore(signalCount, own), own);
            }
            catch (FormatException fault)
            {
                throw new FormatException($"{EnsembleModel.Prefix(i)[..^1]}: {fault.Message}", fault);
            }
        }
        return new EnsembleModel(Window, signalCount, Combine, members);
    }
}
