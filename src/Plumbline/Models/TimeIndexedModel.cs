using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>A model for each slot of the day or the week: a window is judged by that of its newest step (HPC lecture: 48 densities, one each half hour).</summary>
/// <remarks>The slot is read from the last signal of the newest step, a share of the period such as the time of day; its whole part does not count.
/// Members see that signal with the others; within a slot it is the same in all windows.</remarks>
public abstract class TimeIndexedModel : IWindowModel
{
    // Times jitter: as a share of a slot, how early a step may come that belongs to it.
    private const double Early = 0.01;

    private protected TimeIndexedModel(IReadOnlyList<IWindowModel> members) => Members = members;

    /// <summary>[slot].</summary>
    public IReadOnlyList<IWindowModel> Members { get; }

    public int WindowLength => Members[0].WindowLength;

    public int SignalCount => Members[0].SignalCount;

    public long ParameterCount => Members.Sum(member => member.ParameterCount);

    private protected int Width => WindowLength * SignalCount;

    public IReadOnlyList<SafeTensor> ToTensors() =>
        [.. Members.SelectMany((member, slot) => member.ToTensors().Select(tensor => tensor with { Name = Prefix(slot) + tensor.Name }))];

    /// <summary>Fits each member on the windows of its slot, and of as many slots around it as the options say.</summary>
    /// <exception cref="ArgumentException">Settings out of range, or a slot without enough windows, which is named.</exception>
    public static TimeIndexedModel Fit(Windows windows, TimeIndexedOptions options, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation)
    {
        WindowRows.CheckFit(windows, options, 2);
        var bySlot = Enumerable.Range(0, windows.Count).ToLookup(window => SlotOf(windows[window], options.Slots));
        watch = watch with { Checkpoints = null }; // they are of one run, and the members make several
        var members = new IWindowModel[options.Slots];
        for (var slot = 0; slot < members.Length; slot++)
        {
            cancellation.ThrowIfCancellationRequested();
            var near = Enumerable.Range(slot - options.Reach, (2 * options.Reach) + 1).Select(other => (other + options.Slots) % options.Slots).Distinct();
            var own = windows.Pick(near.SelectMany(other => bySlot[other]).Order());
            if (own.Count < 2) throw new ArgumentException($"slot {slot} of {options.Slots} has {own.Count} windows; expected at least 2 (more fit rows, fewer model.slots or a larger model.reach)");
            members[slot] = options.Member.Fit(own, training, watch, cancellation);
        }
        return Of(members);
    }

    internal static TimeIndexedModel Of(IReadOnlyList<IWindowModel> members) => members[0] is IScoringModel ? new TimeIndexedScoring(members) : new TimeIndexedExpectation(members);

    internal static string Prefix(int slot) => $"slot_{slot}.";

    /// <summary>0 to below <paramref name="slots"/>.</summary>
    internal static int SlotOf(ReadOnlySpan<float> window, int slots)
    {
        double share = window[^1];
        return (int)(((share - Math.Floor(share)) * slots) + Early) % slots;
    }

    private protected IWindowModel MemberOf(ReadOnlySpan<float> window) => Members[SlotOf(window, Members.Count)];
}
