using Plumbline.App.Reports;
using Plumbline.Tuning;

namespace Plumbline.App.StudyReports;

/// <summary>Which trials a page shows: all, or of very many those that matter and some of the others.</summary>
internal static class ShownTrials
{
    /// <summary>More would make a page of more than about three megabytes.</summary>
    public const int Most = 2000;

    /// <summary>By number: the defaults, the best tenth of each objective and the front as far as they fit, and the others evenly.</summary>
    public static IReadOnlyList<Trial> Of(StudyReport report, StudySummary summary)
    {
        var trials = report.Trials;
        if (trials.Count <= Most) return trials;
        var kept = trials.Take(1).Concat(summary.Front).Concat(report.Definition.Objectives.SelectMany((_, i) => summary.Top(i))).Take(Most / 2).ToHashSet();
        var others = trials.Where(trial => !kept.Contains(trial)).ToList();
        kept.UnionWith(Thinning.Evenly(others.Count, Most - kept.Count).Select(i => others[i]));
        return [.. trials.Where(kept.Contains)];
    }
}
