using Plumbline.Tuning.Samplers;

namespace Plumbline.Tuning;

/// <summary>A search for the best settings, as one of its workers sees it: ask for a trial, work, tell what came of it.</summary>
/// <remarks>Ask and tell after Optuna (Akiba and others, 2019). Workers share a study through its store alone; which trial a worker gets, and that no trial counts twice, is settled by the store's
/// transactions: a number is given out once, and a trial that was given up and begun again no longer takes what its first worker tells.</remarks>
public sealed class Study
{
    private const string DefaultsOrigin = "defaults";

    private readonly IStudyStore store;
    private readonly TimeProvider time;
    private readonly DateTimeOffset opened;
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, Trial> trials = [];
    private long version;
    private bool exhausted;

    private Study(StudyDefinition definition, IStudyStore store, StudyOptions options, TimeProvider time)
    {
        (Definition, this.store, Options, this.time) = (definition, store, options, time);
        opened = time.GetUtcNow();
    }

    public StudyDefinition Definition { get; }

    public StudyOptions Options { get; }

    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Opens a study in a store, and makes it there if it is new. Its defaults are trial 0.</summary>
    /// <exception cref="ArgumentException">The definition or the options are out of range; all problems are named.</exception>
    /// <exception cref="StudyDiffersException">The store has another study of this name.</exception>
    public static Study Open(StudyDefinition definition, IStudyStore store, StudyOptions? options = null, TimeProvider? time = null)
    {
        options ??= new StudyOptions();
        var problems = definition.Problems().Concat(options.Problems()).ToList();
        if (definition.Objectives.Count > 1 && options.Pruner is not null) problems.Add("pruner is set with several objectives; expected a single one to compare trials by");
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(definition));
        var first = new Trial(0) { Values = definition.Space.Values(definition.Defaults), Origin = DefaultsOrigin };
        if (!store.TryCreate(definition) && store.Find(definition.Name) is { } known && known != definition) throw new StudyDiffersException(known, definition);
        store.TryAdd(definition.Name, first);
        return new Study(definition, store, options, time ?? TimeProvider.System);
    }

    /// <summary>All trials, by number, as they are in the store now.</summary>
    public IReadOnlyList<Trial> Trials
    {
        get
        {
            lock (gate)
            {
                var changes = store.Changes(Definition.Name, version);
                foreach (var trial in changes.Trials) trials[trial.Number] = trial;
                version = changes.Version;
                return [.. trials.Values];
            }
        }
    }

    /// <summary>The complete trial with the best first objective, the earlier one of equals; null if there is none.</summary>
    public Trial? Best => BestOf(Trials);

    /// <summary>Complete trials that no other beats in one objective without losing in another.</summary>
    public IReadOnlyList<Trial> Front => ParetoFront.Of(Trials, Definition.Objectives);

    /// <summary>Puts settings in the line, before what the sampler would think of.</summary>
    /// <param name="settings">Text by parameter; those out of the space are left to what they are without the search.</param>
    /// <param name="origin">Where they come from.</param>
    /// <returns>False if a trial with the same values is there already.</returns>
    public bool Enqueue(IReadOnlyDictionary<string, string> settings, string origin = "enqueued")
    {
        var values = Definition.Space.Values(settings);
        while (true)
        {
            var all = Trials;
            if (all.Any(trial => trial.Has(values))) return false;
            if (store.TryAdd(Definition.Name, new Trial(all.Count) { Values = values, Origin = origin })) return true;
        }
    }

    /// <summary>A trial to work on: one that waits, or a new one.</summary>
    /// <param name="worker">Who asks.</param>
    /// <returns>Null when there is none: the study has stopped, or all its trials are begun and others still work on some; <see cref="StopReason"/> says which.</returns>
    public AskedTrial? Ask(string worker)
    {
        while (true)
        {
            GiveUpLost();
            var all = Trials;
            if (Stopped(all) is not null) return null;
            var now = Now;
            Trial Begun(Trial trial) => trial with { State = TrialState.Running, Attempt = trial.Attempt + 1, Worker = worker, Started = now, Seen = now, Steps = [], Figures = new Dictionary<string, double>() };
            if (all.FirstOrDefault(trial => trial.State == TrialState.Waiting) is { } waiting)
            {
                if (store.TryReplace(Definition.Name, waiting, Begun(waiting))) return new AskedTrial(this, Begun(waiting));
                continue;
            }
            if (exhausted || all.Count >= Options.Stop.Trials) return null;
            if (Options.Sampler.Sample(new SamplingContext(Definition.Space, Definition.Objectives, all, all.Count, Definition.Seed)) is not { } values)
            {
                exhausted = true;
                continue;
            }
            var trial = Begun(new Trial(all.Count) { Values = values, Origin = "sampled" });
            if (store.TryAdd(Definition.Name, trial)) return new AskedTrial(this, trial);
        }
    }

    /// <summary>Why the study has stopped, in words; null while it goes on.</summary>
    public string? StopReason => Stopped(Trials);

    /// <summary>Frees the trials of workers that were not heard of for <see cref="StudyOptions.LostAfter"/>: they are begun again, or fail if that was their last attempt. Every ask does it first.</summary>
    /// <param name="isGone">Whether a worker is known to be gone, however lately it was heard of; nobody is by default.</param>
    public void GiveUpLost(Func<string, bool>? isGone = null)
    {
        var border = Now - Options.LostAfter;
        foreach (var trial in Trials.Where(trial => trial.State == TrialState.Running && (trial.Seen < border || (trial.Worker is { } worker && isGone?.Invoke(worker) == true))))
        {
            store.TryReplace(Definition.Name, trial, trial.Attempt < Options.MostAttempts
                ? trial with { State = TrialState.Waiting }
                : trial with { State = TrialState.Failed, Ended = Now, Failure = $"its worker was lost in each of {trial.Attempt} attempts" });
        }
    }

    /// <summary>As <see cref="Best"/>, among trials that were read before.</summary>
    public Trial? BestOf(IReadOnlyList<Trial> all)
    {
        Trial? best = null;
        foreach (var trial in all.Where(trial => trial.State == TrialState.Complete))
        {
            if (best is null || Definition.Objectives[0].IsBetter(trial.Objectives[0], best.Objectives[0])) best = trial;
        }
        return best;
    }

    // The defaults run to their end: what a search was good for is the difference from them.
    internal bool Prunes(Trial trial) =>
        trial.Origin != DefaultsOrigin && Options.Pruner is { } pruner && pruner.Prunes(new Pruners.PruningContext(Definition.Name, Definition.Objectives[0], Trials, trial));

    internal bool TryReplace(Trial before, Trial after) => store.TryReplace(Definition.Name, before, after);

    private string? Stopped(IReadOnlyList<Trial> all)
    {
        var stop = Options.Stop;
        if (stop.Trials is { } most && all.Count(trial => trial.IsEnded) >= most) return $"{most} trials are done";
        if (exhausted && all.All(trial => trial.IsEnded)) return "there is nothing left to try";
        if (stop.Time is { } length && Now - opened >= length) return $"its time is up ({length})";
        if (stop.Target is { } target && BestOf(all) is { } best && !Definition.Objectives[0].IsBetter(target, best.Objectives[0])) return $"{Definition.Objectives[0].Name} has reached {target}";
        return stop.Patience is { } patience && SinceImproved(all) >= patience ? $"{patience} trials in a row were no better than the best" : null;
    }

    private int SinceImproved(IReadOnlyList<Trial> all)
    {
        var last = Definition.Objectives.Count > 1 ? ParetoFront.Of(all, Definition.Objectives).Select(trial => trial.Number).DefaultIfEmpty(-1).Max() : BestOf(all)?.Number ?? -1;
        return all.Count(trial => trial.Number > last && trial.State is TrialState.Complete or TrialState.Pruned);
    }
}
