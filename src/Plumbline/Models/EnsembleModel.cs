using System.Buffers;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>Several models' scores as one, each first turned into the chance of a score as high on windows it was not fitted on.</summary>
public sealed class EnsembleModel : IScoringModel
{
    private readonly EnsembleCombination combination;
    private readonly EnsembleMember[] members;

    internal EnsembleModel(int windowLength, int signalCount, EnsembleCombination combination, EnsembleMember[] members) =>
        (WindowLength, SignalCount, this.combination, this.members) = (windowLength, signalCount, combination, members);

    public int WindowLength { get; }

    public int SignalCount { get; }

    public IReadOnlyList<IWindowModel> Members => [.. members.Select(member => member.Model)];

    public long ParameterCount => members.Sum(member => member.Model.ParameterCount);

    private int Width => WindowLength * SignalCount;

    /// <summary>Fits the members on the first windows and ranks their scores on the last ones.</summary>
    /// <exception cref="ArgumentException">Settings out of range, all problems in one message; or too few windows to hold some out.</exception>
    public static EnsembleModel Fit(Windows windows, EnsembleOptions options, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation)
    {
        WindowRows.CheckFit(windows, options, 4);
        var heldOut = Math.Max(1, (int)(options.HeldOut * windows.Count));
        // No step of a held-out window is one that was fitted on.
        var fitted = Math.Max(2, windows.Count - heldOut - ((windows.Length - 1) / windows.Stride));
        watch = watch with { Checkpoints = null }; // they are of one run, and the members make several
        var members = options.Members.Select(member =>
        {
            var model = member.Fit(windows.Ends(0, fitted, member.Window), training, watch, cancellation);
            return EnsembleMember.Measure(model, windows.Ends(windows.Count - heldOut, heldOut, member.Window), cancellation);
        });
        return new EnsembleModel(windows.Length, windows.SignalCount, options.Combine, [.. members]);
    }

    public IReadOnlyList<SafeTensor> ToTensors() =>
        [.. members.SelectMany((member, i) => member.ToTensors().Select(tensor => tensor with { Name = Prefix(i) + tensor.Name }))];

    public void Score(ReadOnlySpan<float> windows, Span<double> scores)
    {
        WindowRows.Check(windows, scores, Width);
        scores.Clear();
        var rented = ArrayPool<double>.Shared.Rent(scores.Length);
        var ends = ArrayPool<float>.Shared.Rent(windows.Length);
        var own = rented.AsSpan(0, scores.Length);
        foreach (var member in members)
        {
            member.Score(Ends(windows, member, ends), own);
            for (var window = 0; window < own.Length; window++)
            {
                var chance = member.Chance(own[window]);
                scores[window] += (combination == EnsembleCombination.MeanRank ? 1 - chance : -Math.Log(chance)) / members.Length;
            }
        }
        ArrayPool<float>.Shared.Return(ends);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Mean of the members' shares, each counted by -ln of its chance: who is sure of an anomaly says who is to blame.</summary>
    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, Width);
        contributions.Clear();
        var shares = ArrayPool<double>.Shared.Rent(Width);
        Span<double> score = [0];
        foreach (var member in members)
        {
            var end = window[^(member.Model.WindowLength * SignalCount)..];
            member.Score(end, score);
            member.Shares(end, shares.AsSpan(0, end.Length));
            var weight = -Math.Log(member.Chance(score[0]));
            for (var i = 0; i < end.Length; i++) contributions[Width - end.Length + i] += weight * shares[i];
        }
        ArrayPool<double>.Shared.Return(shares);
    }

    internal static string Prefix(int member) => $"member_{member}.";

    // The last steps of each window, as the member sees them.
    private ReadOnlySpan<float> Ends(ReadOnlySpan<float> windows, EnsembleMember member, Span<float> ends)
    {
        var width = member.Model.WindowLength * SignalCount;
        if (width == Width) return windows;
        var count = windows.Length / Width;
        for (var window = 0; window < count; window++) windows.Slice(((window + 1) * Width) - width, width).CopyTo(ends[(window * width)..]);
        return ends[..(count * width)];
    }
}
