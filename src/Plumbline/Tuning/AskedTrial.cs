namespace Plumbline.Tuning;

/// <summary>A trial in the hands of the worker that asked for it. Safe for one thread that works and another that sends heartbeats.</summary>
public sealed class AskedTrial
{
    private readonly Study study;
    private readonly Lock gate = new();
    private Trial trial;

    internal AskedTrial(Study study, Trial trial) => (this.study, this.trial) = (study, trial);

    public int Number => trial.Number;

    /// <summary>By free parameter: a number, or which of the choices.</summary>
    public IReadOnlyDictionary<string, double> Values => trial.Values;

    /// <summary>Text by parameter, those that follow from others among them. What is missing keeps its default.</summary>
    public IReadOnlyDictionary<string, string> Settings => study.Definition.Space.Settings(trial.Values);

    /// <summary>False once it has ended, or was given up since its worker was not heard of for too long: what comes of it does not count then.</summary>
    public bool IsMine { get; private set; } = true;

    /// <summary>Tells an intermediate value of the first objective.</summary>
    /// <param name="step">Higher than the one before.</param>
    /// <param name="value">One that is not finite asks to end: there is nothing to hope for.</param>
    /// <returns>Whether to end the trial now, with <see cref="Prune"/>.</returns>
    /// <exception cref="ArgumentException">The step is not higher than the one before.</exception>
    public bool Report(int step, double value)
    {
        lock (gate)
        {
            if (trial.Steps.Count > 0 && step <= trial.Steps[^1].Step) throw new ArgumentException($"Step {step} comes after step {trial.Steps[^1].Step}; expected a higher one.", nameof(step));
            if (!IsMine || !double.IsFinite(value)) return true;
            Change(trial with { Steps = [.. trial.Steps, new TrialStep(step, value)], Seen = study.Now });
            return !IsMine || study.Prunes(trial);
        }
    }

    /// <summary>Whether to <see cref="Report"/> after this step, where a value costs something: what the pruner compares; the powers of 3 without one, for curves.</summary>
    public bool LooksAt(int step) => study.Options.Pruner?.LooksAt(step) ?? Pruners.Pruner.IsRung(step, 1, 3);

    /// <summary>Says that the worker is alive.</summary>
    public void Heartbeat()
    {
        lock (gate)
        {
            if (IsMine) Change(trial with { Seen = study.Now });
        }
    }

    /// <summary>Ends the trial with its objectives.</summary>
    /// <param name="objectives">One for each of the study. One that is not finite fails the trial.</param>
    /// <param name="figures">Other figures to keep with it.</param>
    /// <returns>Whether it counted: false if the trial was given up before.</returns>
    public bool Tell(IReadOnlyList<double> objectives, IReadOnlyDictionary<string, double>? figures = null)
    {
        var wanted = study.Definition.Objectives;
        if (objectives.Count != wanted.Count) throw new ArgumentException($"There are {objectives.Count} values; expected {wanted.Count}, one for each objective.", nameof(objectives));
        for (var i = 0; i < wanted.Count; i++)
        {
            if (!double.IsFinite(objectives[i])) return Fail($"{wanted[i].Name} is {objectives[i]}");
        }
        return End(ended => ended with { State = TrialState.Complete, Objectives = [.. objectives], Figures = figures ?? ended.Figures });
    }

    /// <summary>Ends the trial early, as <see cref="Report"/> advised.</summary>
    public bool Prune(IReadOnlyDictionary<string, double>? figures = null) => End(ended => ended with { State = TrialState.Pruned, Figures = figures ?? ended.Figures });

    /// <summary>Ends the trial without a result.</summary>
    /// <param name="reason">What went wrong, for people.</param>
    public bool Fail(string reason) => End(ended => ended with { State = TrialState.Failed, Failure = reason });

    /// <summary>Gives the trial back unfinished, for whoever asks next: the attempt does not count.</summary>
    public bool Release() => End(ended => ended with { State = TrialState.Waiting, Attempt = ended.Attempt - 1, Steps = [], Ended = null });

    private bool End(Func<Trial, Trial> end)
    {
        lock (gate)
        {
            if (!IsMine) return false;
            var counted = Change(end(trial with { Seen = study.Now, Ended = study.Now }));
            IsMine = false;
            return counted;
        }
    }

    private bool Change(Trial after)
    {
        if (study.TryReplace(trial, after)) trial = after;
        else IsMine = false;
        return IsMine;
    }
}
