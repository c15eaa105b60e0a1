namespace Plumbline.Tuning.Samplers;

/// <summary>A trial with one number to judge it by.</summary>
/// <param name="Loss">Lower is better.</param>
internal sealed record JudgedTrial(int Number, IReadOnlyDictionary<string, double> Values, double Loss)
{
    /// <summary>Trials that say something about their settings, by number; failed ones with the worst loss of the others, and only beside others.</summary>
    /// <param name="sumWeight">Of the sum beside the maximum, with several objectives.</param>
    /// <param name="random">Draws weights, with several objectives.</param>
    public static IReadOnlyList<JudgedTrial> Of(SamplingContext context, SpaceEncoding encoding, double sumWeight, Random random)
    {
        var whole = context.Trials.Where(trial => trial.IsEnded && encoding.IsWhole(trial.Values)).ToList();
        var loss = context.Objectives.Count == 1 ? trial => Single(trial, context.Objectives[0]) : Scalar(whole, context.Objectives, sumWeight, random);
        var losses = whole.Select(trial => (Trial: trial, Loss: loss(trial))).ToList();
        var worst = losses.Max(entry => entry.Loss);
        if (worst is null) return [];
        return [.. losses.Where(entry => entry.Loss is not null || entry.Trial.State == TrialState.Failed).Select(entry => new JudgedTrial(entry.Trial.Number, entry.Trial.Values, entry.Loss ?? worst.Value))];
    }

    private static double? Single(Trial trial, StudyObjective objective) => trial.State switch
    {
        TrialState.Complete => objective.Loss(trial.Objectives[0]),
        TrialState.Pruned when trial.Steps.Count > 0 => objective.Loss(trial.Steps[^1].Value),
        _ => null,
    };

    private static Func<Trial, double?> Scalar(List<Trial> trials, IReadOnlyList<StudyObjective> objectives, double sumWeight, Random random)
    {
        // Even over the simplex: exponential draws, divided by their sum.
        double[] draws = [.. objectives.Select(_ => -Math.Log(1 - random.NextDouble()))];
        var complete = trials.Where(trial => trial.State == TrialState.Complete).ToList();
        double Loss(Trial trial, int i) => objectives[i].Loss(trial.Objectives[i]);
        var ranges = objectives.Select((_, i) => complete.Count == 0 ? (Low: 0.0, Width: 1.0) : (Low: complete.Min(trial => Loss(trial, i)), Width: complete.Max(trial => Loss(trial, i)) - complete.Min(trial => Loss(trial, i)))).ToList();
        return trial =>
        {
            if (trial.State != TrialState.Complete) return null;
            double[] parts = [.. objectives.Select((_, i) => draws[i] / draws.Sum() * (ranges[i].Width > 0 ? (Loss(trial, i) - ranges[i].Low) / ranges[i].Width : 0))];
            return parts.Max() + (sumWeight * parts.Sum());
        };
    }
}
