using Plumbline.App.Documents;
using Plumbline.App.Sources;
using Plumbline.App.StudyReports;
using Plumbline.App.Terminal;
using Plumbline.Connectors;
using Plumbline.Connectors.Datastore;
using Plumbline.Tuning;
using Plumbline.Tuning.Importance;

namespace Plumbline.App.Search;

/// <summary>A search from its plan to its report: opens the study, begins with what won before, works, writes the winner.</summary>
internal static class Searching
{
    private const int PastWinners = 3;

    /// <param name="name">Of the study.</param>
    /// <param name="address">Of the store; null for a file in the folder.</param>
    /// <exception cref="UsageException">The store has another study of this name, or is not to be had.</exception>
    public static void Run(SearchPlan plan, SearchTarget target, string name, string? address, int workers, SearchFolder folder, Shell shell, bool json)
    {
        var options = plan.Tune.ToStudyOptions();
        if (options.Pruner is not null && !target.ReportsSteps)
        {
            shell.Notes.Line($"Nothing is pruned: {string.Join(", ", plan.Tune.Objectives)} {(plan.Tune.Objectives.Count > 1 ? "are several objectives, which have no order to prune by" : "is known at the end of a trial only")}.");
            options = options with { Pruner = null };
        }
        var definition = new StudyDefinition(name, plan.Space, target.Objectives) { Seed = plan.Tune.Seed, Defaults = plan.Defaults(), Facts = target.Facts };
        var begun = shell.Time.GetTimestamp();
        try
        {
            var store = Datastore.OpenStudies(address ?? folder.Study);
            using var closing = store as IDisposable;
            var study = Study.Open(definition, store, options, shell.Time);
            Begin(study, store as IPastWinners, target, shell);
            SearchRun.Run(study, target, workers, shell);
            End(study, store as IPastWinners, plan, target, folder, shell, json, shell.Time.GetElapsedTime(begun).TotalSeconds);
        }
        catch (StudyDiffersException fault)
        {
            throw new UsageException($"{fault.Message} Expected the same search, another name (--study), or another place (--out, --store).", fault);
        }
        catch (Exception fault) when (fault is ConnectorException || (fault is ArgumentException && address is not null && Datastore.Problems(address).Any()))
        {
            throw new UsageException($"--store: {fault.Message.Split(" (Parameter", 2)[0]}.", fault);
        }
    }

    // What won on similar data before comes after the defaults; a study that goes on has it already.
    private static void Begin(Study study, IPastWinners? past, SearchTarget target, Shell shell)
    {
        study.GiveUpLost(SearchRun.IsGone);
        var known = study.Trials;
        if (known.Any(trial => trial.IsEnded))
        {
            shell.Notes.Line($"The study '{study.Definition.Name}' goes on: {known.Count(trial => trial.IsEnded)} trials are done.");
            return;
        }
        if (past is null || target.Descriptors is not { } descriptors) return;
        foreach (var winner in WarmStart.Nearest([.. past.All.Where(one => one.Study != study.Definition.Name)], study.Definition, descriptors, PastWinners))
        {
            if (study.Enqueue(winner.Settings, $"won {winner.Study}")) shell.Notes.Line($"Begins with what won '{winner.Study}' on similar data.");
        }
    }

    private static void End(Study study, IPastWinners? past, SearchPlan plan, SearchTarget target, SearchFolder folder, Shell shell, bool json, double seconds)
    {
        var report = new StudyReport(study.Definition, study.Trials)
        {
            Sampler = KindOf(plan.Tune.Sampler),
            Pruner = study.Options.Pruner is { } pruner ? KindOf(pruner) : null,
            StopReason = study.StopReason,
            Importance = PedAnova.Of(study.Definition.Space, study.Definition.Objectives, study.Trials),
        };
        if (study.Best is { } best)
        {
            var objective = study.Definition.Objectives[0];
            var heading = $"Trial {best.Number} of the study '{study.Definition.Name}': {objective.Name} {Figure.Of(best.Objectives[0])} on the rows that validate.";
            report = report with { HeldOut = target.Finish(study.Definition.Space.Settings(best.Values), folder, heading) };
            if (past is not null && target.Descriptors is { } descriptors) past.Add(PastWinner.Of(study.Definition, best, descriptors, shell.Time.GetUtcNow()));
        }
        using (var file = OutputFile.Create(folder.Report, shell))
        {
            using (var writer = new StreamWriter(file.Stream, leaveOpen: true)) StudyPage.Write(report, writer);
            file.Commit();
        }
        if (json) shell.WriteJson(StudyDocument.Of(report), DocumentJson.Default.StudyDocument);
        var printer = shell.Report(json);
        StudyText.Write(report, printer);
        printer.Line($"Report  {folder.Report}");
        if (study.Best is null) throw new UsageException("no trial has a result: the report says why each failed.");
        printer.Line($"Winner  {folder.Job}, fitted as {folder.Model}, after {Figure.Seconds(seconds)}");
    }

    // Its kind as job files have it.
    private static string KindOf(object one) => System.Text.Json.JsonSerializer.SerializeToNode(one, one is Tuning.Samplers.Sampler ? typeof(Tuning.Samplers.Sampler) : typeof(Tuning.Pruners.Pruner), TuningJson.Default)!["kind"]!.GetValue<string>();
}
