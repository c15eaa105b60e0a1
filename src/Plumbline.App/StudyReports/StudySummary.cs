using Plumbline.App.Pages;
using Plumbline.Tuning;

namespace Plumbline.App.StudyReports;

/// <summary>What came of a study, in short.</summary>
internal sealed class StudySummary
{
    private readonly StudyReport report;

    public StudySummary(StudyReport report)
    {
        this.report = report;
        Complete = [.. report.Trials.Where(trial => trial.State == TrialState.Complete)];
        Times = new BusyTimes(report.Trials);
        Ranked = [.. report.Definition.Objectives.Select((objective, i) => (IReadOnlyList<Trial>)[.. objective.Goal == Goal.Minimize
            ? Complete.OrderBy(trial => trial.Objectives[i]) : Complete.OrderByDescending(trial => trial.Objectives[i])])];
        Front = report.Definition.Objectives.Count > 1 ? ParetoFront.Of(report.Trials, report.Definition.Objectives) : [];
    }

    public IReadOnlyList<Trial> Complete { get; }

    public BusyTimes Times { get; }

    /// <summary>Complete trials by objective, the best first, the earlier one of equals.</summary>
    public IReadOnlyList<IReadOnlyList<Trial>> Ranked { get; }

    /// <summary>The best by the first objective; null if none is complete.</summary>
    public Trial? Best => Ranked[0].Count > 0 ? Ranked[0][0] : null;

    /// <summary>Trial 0, the settings without any search; null if it is not complete.</summary>
    public Trial? Defaults => Complete.FirstOrDefault(trial => trial.Number == 0);

    /// <summary>Complete trials that no other beats throughout; empty with one objective.</summary>
    public IReadOnlyList<Trial> Front { get; }

    /// <summary>Names of those who worked on it, in order.</summary>
    public IReadOnlyList<string> Workers => [.. report.Trials.Select(trial => trial.Worker).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Trials of a state.</summary>
    public int Count(TrialState state) => report.Trials.Count(trial => trial.State == state);

    /// <summary>Such as <c>40: 35 complete, 5 failed</c>.</summary>
    public string Counts => report.Trials.Count == 0 ? "none"
        : $"{report.Trials.Count}: {string.Join(", ", States.Where(state => Count(state) > 0).Select(state => $"{Count(state)} {Word(state)}"))}";

    /// <summary>The best tenth of an objective, at least one of those that are complete; best first.</summary>
    public IReadOnlyList<Trial> Top(int objective) => [.. Ranked[objective].Take((Complete.Count + 9) / 10)];

    /// <summary>By how much the best of an objective is better than the defaults; never below 0, null if there is nothing to compare.</summary>
    public double? Gain(int objective) => Defaults is { } defaults ? Math.Abs(Ranked[objective][0].Objectives[objective] - defaults.Objectives[objective]) : null;

    /// <summary>What the search was good for, in one sentence for each objective.</summary>
    public string Judgement(int objective)
    {
        var name = report.Definition.Objectives[objective].Name;
        if (Ranked[objective] is not [var best, ..]) return "No trial is complete, so there is no best one.";
        var found = $"Trial {best.Number} has the best {name}: {ReportNumber.Format(best.Objectives[objective])}";
        if (Defaults is not { } defaults) return $"{found}. The defaults (trial 0) are not complete, so nobody knows what the search was good for.";
        if (Gain(objective) is not > 0) return $"No trial has a better {name} than the defaults (trial 0): {ReportNumber.Format(defaults.Objectives[objective])}.";
        var before = defaults.Objectives[objective];
        return $"{found}, {ReportNumber.Format(Gain(objective)!.Value)} better than {ReportNumber.Format(before)} with the defaults{(before == 0 ? "" : $" ({ReportNumber.Percent(Gain(objective)!.Value / Math.Abs(before))})")}.";
    }

    /// <summary>Such as <c>vusPr, higher is better</c>.</summary>
    public static string Wanted(StudyObjective objective) => $"{objective.Name}, {(objective.Goal == Goal.Minimize ? "lower" : "higher")} is better";

    public static string Word(TrialState state) => state switch
    {
        TrialState.Complete => "complete",
        TrialState.Pruned => "pruned",
        TrialState.Failed => "failed",
        TrialState.Running => "running",
        TrialState.Waiting => "waiting",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private static IEnumerable<TrialState> States => [TrialState.Complete, TrialState.Pruned, TrialState.Failed, TrialState.Running, TrialState.Waiting];
}
