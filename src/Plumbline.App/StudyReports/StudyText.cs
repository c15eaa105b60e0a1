using Plumbline.App.Pages;
using Plumbline.App.Terminal;
using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.App.StudyReports;

/// <summary>A search for the best settings as a person reads it in a terminal.</summary>
internal static class StudyText
{
    private const int MostTrials = 10, MostFront = 20, LongestBar = 40;

    public static void Write(StudyReport report, Printer printer)
    {
        var summary = new StudySummary(report);
        printer.Line(report.Title);
        foreach (var fact in StudyFacts.Of(report, summary).Skip(1)) printer.Line($"  {fact.Name}: {fact.Value}");
        printer.Line();
        WriteSettings(report, summary, printer);
        WriteHeldOut(report, printer);
        if (summary.Complete.Count > 1)
        {
            HistoryText.Write(report, summary, printer);
            printer.Line();
        }
        WriteTrials(report, summary, printer);
        WriteImportance(report, printer);
        for (var i = 0; i < report.Definition.Objectives.Count; i++)
        {
            printer.Line(summary.Judgement(i));
            if (summary.Best is null) break;
        }
        foreach (var warning in StudyWarnings.Of(report, summary)) printer.Line($"note: {warning}");
    }

    private static void WriteSettings(StudyReport report, StudySummary summary, Printer printer)
    {
        var definition = report.Definition;
        var defaults = TrialSettings.Of(definition, report.Trials.FirstOrDefault(trial => trial.Number == 0) ?? new Trial(0));
        var best = summary.Best is { } trial ? TrialSettings.Of(definition, trial) : null;
        var table = best is null ? new TextTable("parameter", "searched", "defaults") : new TextTable("parameter", "searched", "defaults", $"trial {summary.Best!.Number}", "");
        for (var i = 0; i < definition.Space.Parameters.Count; i++)
        {
            var parameter = definition.Space.Parameters[i];
            string[] cells = [parameter.Name, TrialSettings.Range(parameter), Shown(defaults[i])];
            table.Add(best is null ? cells : [.. cells, Shown(best[i]), best[i] == defaults[i] ? "" : "changed"]);

            string Shown(string? text) => text is null ? "-" : TrialSettings.Short(parameter, text);
        }
        printer.Table(table);
        printer.Line();
    }

    private static void WriteHeldOut(StudyReport report, Printer printer)
    {
        if (report.HeldOut.Count == 0) return;
        printer.Line(HeldOutSection.Honesty);
        var table = new TextTable("figure", "defaults", "winner", "difference");
        foreach (var figure in report.HeldOut) table.Add(figure.Name, Figure.Of(figure.Defaults), Figure.Of(figure.Winner), Figure.Of(figure.Winner - figure.Defaults));
        printer.Table(table);
        printer.Line();
    }

    /// <summary>The front where there are several objectives, else the best trials; only what differs among them is named.</summary>
    private static void WriteTrials(StudyReport report, StudySummary summary, Printer printer)
    {
        var definition = report.Definition;
        var several = definition.Objectives.Count > 1;
        List<Trial> trials = several ? [.. summary.Ranked[0].Where(summary.Front.ToHashSet().Contains).Take(MostFront)] : [.. summary.Ranked[0].Take(MostTrials)];
        if (trials.Count == 0) return;
        printer.Line(several ? $"Pareto front: {summary.Front.Count} trials{(trials.Count < summary.Front.Count ? $", {trials.Count} shown" : "")}. {FrontSection.Beating(report, summary)}" : $"The best {trials.Count} of {summary.Complete.Count} complete trials");
        var table = new TextTable(["trial", .. definition.Objectives.Select(objective => objective.Name), "time", "settings other than the defaults"]);
        var defaults = TrialSettings.Of(definition, report.Trials[0]);
        foreach (var trial in trials)
        {
            var settings = TrialSettings.Of(definition, trial);
            var other = definition.Space.Parameters.Select((parameter, i) => (parameter, Text: settings[i], Same: settings[i] == defaults[i])).Where(one => one is { Text: not null, Same: false, parameter: not DerivedParameter });
            table.Add([$"{trial.Number}", .. trial.Objectives.Select(value => Figure.Of(value)), BusyTimes.Length(trial) is { } length ? Duration.Of(length) : "",
                string.Join(", ", other.Select(one => $"{one.parameter.Name} {TrialSettings.Short(one.parameter, one.Text)}"))]);
        }
        printer.Table(table);
        printer.Line();
    }

    private static void WriteImportance(StudyReport report, Printer printer)
    {
        if (report.Importance.Count == 0) return;
        var ranked = report.Importance.OrderByDescending(share => share.Share).ToList();
        var table = new TextTable("parameter", "importance", "");
        foreach (var share in ranked)
            table.Add(share.Parameter, ReportNumber.Percent(share.Share), ranked[0].Share > 0 && share.Share > 0 ? new string(printer.IsTerminal ? '\u2588' : '#', (int)Math.Ceiling(LongestBar * share.Share / ranked[0].Share)) : "");
        printer.Table(table);
        printer.Line();
    }
}
