namespace Plumbline.Tuning.Samplers;

/// <summary>The sampler of BOHB: a Parzen estimator over the trials that got far, so that what is good after a few steps does not speak for what is good in the end. Use it with a Hyperband or
/// halving pruner.</summary>
/// <remarks>Falkner, Klein and Hutter (2018): the model is of the values reported at the highest step that enough trials have reached, of complete trials once there are enough of them. Enough is
/// two more than the least size of the good, which is one more than there are parameters; until a step has them, and for a share of the trials ever after, settings are drawn evenly, which keeps
/// a search from trusting a model that is wrong.</remarks>
public sealed record HighestRungSampler : Sampler
{
    /// <summary>The model. Default: all parameters together, the best 15 in 100, 64 candidates. Its startup does not count.</summary>
    public TpeSampler Model { get; init; } = new() { GoodShare = 0.15, MostGood = int.MaxValue, Candidates = 64 };

    /// <summary>Share of trials that are drawn evenly, 0 to 1. Default a third.</summary>
    public double RandomShare { get; init; } = 1.0 / 3;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in Model.Problems()) yield return $"model.{problem}";
        if (!(RandomShare is >= 0 and <= 1)) yield return $"randomShare is {RandomShare}; expected 0 to 1";
    }

    public override IReadOnlyDictionary<string, double> Sample(SamplingContext context)
    {
        var random = context.Random(stream: 1); // not the numbers that the model draws
        var enough = context.Space.Free.Count() + 3;
        return random.NextDouble() < RandomShare || AtHighestRung(context.Trials, context.Objectives.Count, enough) is not { } trials
            ? new SobolSampler().Sample(context)
            : Model.Learned(context with { Trials = trials }, parameters => parameters + 1);
    }

    /// <summary>Trials as they were at the highest step that enough of them have reached: complete with the value there, those on their way running, others left out.</summary>
    /// <returns>Null if there is no such step.</returns>
    internal static IReadOnlyList<Trial>? AtHighestRung(IReadOnlyList<Trial> trials, int objectives, int enough)
    {
        var onTheirWay = trials.Where(trial => !trial.IsEnded);
        var complete = trials.Where(trial => trial.State == TrialState.Complete).ToList();
        if (complete.Count >= enough) return [.. complete, .. onTheirWay];
        if (objectives > 1) return null;
        var reached = new SortedDictionary<int, int>();
        foreach (var trial in trials.Where(trial => trial.State != TrialState.Failed))
        {
            foreach (var (step, _) in trial.Steps) reached[step] = reached.GetValueOrDefault(step) + 1;
        }
        if (!reached.Any(pair => pair.Value >= enough)) return null;
        var rung = reached.Last(pair => pair.Value >= enough).Key;
        var rising = new List<Trial>();
        foreach (var trial in trials.Where(trial => trial.State != TrialState.Failed))
        {
            if (trial.Steps.Where(one => one.Step == rung).Select(one => (double?)one.Value).FirstOrDefault() is { } value) rising.Add(trial with { State = TrialState.Complete, Objectives = [value] });
            else if (!trial.IsEnded) rising.Add(trial);
        }
        return rising;
    }
}
