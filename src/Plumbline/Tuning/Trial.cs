namespace Plumbline.Tuning;

/// <summary>One set of settings and what came of it.</summary>
/// <param name="Number">From 0, without gaps, in the order in which trials were thought of.</param>
public sealed record Trial(int Number)
{
    public TrialState State { get; init; }

    /// <summary>By free parameter: a number, or which of the choices; without those that did not count. Trial 0 may lack some: they are where no search would look.</summary>
    public IReadOnlyDictionary<string, double> Values { get; init; } = new Dictionary<string, double>();

    /// <summary>One for each objective of the study; empty unless complete.</summary>
    public IReadOnlyList<double> Objectives { get; init; } = [];

    /// <summary>What was reported on the way, steps ascending.</summary>
    public IReadOnlyList<TrialStep> Steps { get; init; } = [];

    /// <summary>Figures that are no objective but worth keeping, such as the time a fit took.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();

    /// <summary>Where the settings come from: <c>defaults</c>, <c>enqueued</c>, <c>won STUDY</c> of a warm start, or <c>sampled</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>How often it was begun; more than once if workers were lost on it.</summary>
    public int Attempt { get; init; }

    /// <summary>Who works or worked on it.</summary>
    public string? Worker { get; init; }

    public DateTimeOffset? Started { get; init; }

    /// <summary>When its worker was last heard of.</summary>
    public DateTimeOffset? Seen { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether it has exactly these values.</summary>
    internal bool Has(IReadOnlyDictionary<string, double> values)
    {
        if (Values.Count != values.Count) return false;
        foreach (var (name, value) in values)
        {
            if (!Values.TryGetValue(name, out var own) || own != value) return false;
        }
        return true;
    }

    public bool IsEnded => State is TrialState.Complete or TrialState.Pruned or TrialState.Failed;
}
