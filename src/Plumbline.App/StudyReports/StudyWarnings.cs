using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.App.StudyReports;

/// <summary>What must be thought of before a result of a search is believed.</summary>
internal static class StudyWarnings
{
    public static IEnumerable<string> Of(StudyReport report, StudySummary summary)
    {
        var definition = report.Definition;
        var failed = summary.Count(TrialState.Failed);
        if (failed > 0 && 5 * failed >= report.Trials.Count(trial => trial.IsEnded)) yield return $"{failed} of {report.Trials.Count(trial => trial.IsEnded)} trials that ended have failed; their reasons are in the table.";
        if (report.Trials.FirstOrDefault(trial => trial.Number == 0) is { IsEnded: true, State: not TrialState.Complete } first)
            yield return $"The defaults (trial 0) {(first.State == TrialState.Failed ? "have failed" : "were pruned")}, so there is nothing to compare the best trial with.";
        if (summary.Best is not { } best || summary.Complete.Count < 10) yield break;
        foreach (var parameter in definition.Space.Parameters)
        {
            if (best.Values.TryGetValue(parameter.Name, out var value) && End(parameter, value) is { } end)
                yield return $"The best trial ({best.Number}) has {parameter.Name} {TrialSettings.Short(parameter, ((FreeParameter)parameter).Text(value))}, at the {end} end of what was searched ({TrialSettings.Range(parameter)}): perhaps better settings lie beyond.";
        }
        if (report.HeldOut.Count == 0 && summary.Gain(0) > 0) yield return $"The best {definition.Objectives[0].Name} is the luckiest of {summary.Complete.Count}; how good its settings are on other data, only held-out figures say.";
    }

    /// <summary>Which end of its range a number is at: within a fiftieth, or the last of at least five countable ones.</summary>
    private static string? End(Parameter parameter, double value)
    {
        if (parameter is ChoiceParameter or DerivedParameter || parameter is not FreeParameter free || free.Count is < 5) return null;
        var margin = free.Count is { } count ? Math.Max(0.02, 0.75 / count) : 0.02;
        return free.ToUnit(value) switch
        {
            var place when place <= margin => "lower",
            var place when place >= 1 - margin => "upper",
            _ => null,
        };
    }
}
