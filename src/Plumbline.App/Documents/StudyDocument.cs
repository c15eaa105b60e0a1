using Plumbline.App.StudyReports;
using Plumbline.Tuning;
using Plumbline.Tuning.Importance;

namespace Plumbline.App.Documents;

/// <summary>What <c>tune --json</c> prints.</summary>
/// <param name="Definition">Space, objectives, defaults, seed and facts.</param>
/// <param name="StopReason">Null while it may go on.</param>
/// <param name="Counts">Trials by state.</param>
/// <param name="WallSeconds">In which at least one worker was busy.</param>
/// <param name="WorkerSeconds">Of all workers together.</param>
/// <param name="Best">By objective; empty if no trial is complete.</param>
/// <param name="Front">Numbers of trials that no other beats throughout; empty with one objective.</param>
internal sealed record StudyDocument(string Title, StudyDefinition Definition, string Sampler, string? Pruner, string? StopReason, IReadOnlyDictionary<TrialState, int> Counts,
    double WallSeconds, double WorkerSeconds, IReadOnlyList<BestDocument> Best, IReadOnlyList<int> Front, IReadOnlyList<ParameterImportance> Importance, IReadOnlyList<HeldOutFigure> HeldOut,
    IReadOnlyList<string> Notes, IReadOnlyList<TrialDocument> Trials)
{
    public static StudyDocument Of(StudyReport report)
    {
        var summary = new StudySummary(report);
        var best = report.Definition.Objectives.Select((objective, i) => (objective.Name, Index: i)).Where(one => summary.Ranked[one.Index].Count > 0)
            .Select(one => new BestDocument(one.Name, summary.Ranked[one.Index][0].Number, summary.Ranked[one.Index][0].Objectives[one.Index], summary.Defaults?.Objectives[one.Index], Settings(report, summary.Ranked[one.Index][0])));
        return new(report.Title, report.Definition, report.Sampler, report.Pruner, report.StopReason, Enum.GetValues<TrialState>().ToDictionary(state => state, summary.Count),
            summary.Times.Wall.TotalSeconds, summary.Times.Worked.TotalSeconds, [.. best], [.. summary.Front.Select(trial => trial.Number)], report.Importance, report.HeldOut,
            [.. StudyWarnings.Of(report, summary)], [.. report.Trials.Select(trial => new TrialDocument(trial, Settings(report, trial), BusyTimes.Length(trial)?.TotalSeconds))]);
    }

    private static Dictionary<string, string> Settings(StudyReport report, Trial trial) =>
        report.Definition.Space.Parameters.Zip(TrialSettings.Of(report.Definition, trial)).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First.Name, pair => pair.Second!);
}

/// <summary>The best trial of an objective.</summary>
/// <param name="Defaults">The objective without any search; null if trial 0 is not complete.</param>
/// <param name="Settings">Text by parameter, exact.</param>
internal sealed record BestDocument(string Objective, int Trial, double Value, double? Defaults, IReadOnlyDictionary<string, string> Settings);

/// <summary>A trial as it is in the store, its settings in words, and how long its last attempt took; null if it was never begun.</summary>
internal sealed record TrialDocument(Trial Trial, IReadOnlyDictionary<string, string> Settings, double? Seconds);
