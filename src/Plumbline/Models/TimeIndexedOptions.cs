using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>A model for each slot of a period; <c>prepare.calendar</c> must end with the period's signal, <c>timeOfDay</c>, <c>dayOfWeek</c> or <c>timeOfWeek</c>.</summary>
public sealed record TimeIndexedOptions : ModelOptions
{
    /// <summary>Windows of 48 steps, as the lecture's: a day of half hours.</summary>
    public TimeIndexedOptions() => Window = 48;

    /// <summary>Slots of the period, each as long as the others; at least 2. Default 48: half hours of a day.</summary>
    public int Slots { get; init; } = 48;

    /// <summary>Slots on either side whose windows a member is fitted on besides its own, at least 0. Default 0, as the lecture; more where slots have few windows.</summary>
    public int Reach { get; init; }

    /// <summary>What each slot holds, of the same window. Default a kernel density. Of densities whose scores are to be compared from slot to slot,
    /// give a single width: with several, each slot chooses its own.</summary>
    public ModelOptions Member { get; init; } = new KdeOptions { Window = 48 };

    [JsonIgnore]
    public override bool ScoresItself => Member.ScoresItself;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Slots < 2) yield return $"slots is {Slots}; expected at least 2";
        if (Reach < 0 || Reach > Slots / 2) yield return $"reach is {Reach}; expected 0 to half of the slots";
        foreach (var problem in Member.Problems()) yield return $"member.{problem}";
        if (Member is TimeIndexedOptions) yield return "member is time-indexed itself; expected another kind";
        if (Member.Window != Window) yield return $"member.window is {Member.Window}; expected {Window}, as model.window";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) =>
        TimeIndexedModel.Fit(windows, this, training, watch, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors)
    {
        var members = new IWindowModel[Slots];
        for (var slot = 0; slot < Slots; slot++)
        {
            try
            {
                members[slot] = Member.Restore(signalCount, tensors.Under(TimeIndexedModel.Prefix(slot)));
            }
            catch (FormatException fault)
            {
                throw new FormatException($"{TimeIndexedModel.Prefix(slot)[..^1]}: {fault.Message}", fault);
            }
        }
        return TimeIndexedModel.Of(members);
    }
}
