using System.CommandLine;
using Plumbline.App.Jobs;
using Plumbline.App.Search;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;

namespace Plumbline.App.Commands;

/// <summary><c>tune</c>: searches better settings of a detector, and fits the winner.</summary>
internal static class TuneCommand
{
    private static readonly Option<string?> JobPath = new("--job") { Description = "Job file with a section 'tune' (YAML).", HelpName = "FILE" };
    private static readonly Option<string?> Search = new("--search") { Description = $"A search that is there already: {string.Join(", ", SearchPresets.Names.Where(name => !SearchPresets.IsOfSequences(name)))} (default: dense).", HelpName = "NAME" };
    private static readonly Option<int?> TrainRows = new("--train-rows") { Description = "Fit on the first N rows of each entity (default: the first 60 %).", HelpName = "N" };
    private static readonly Option<string?> TrainUntil = new("--train-until") { Description = "Fit on the rows before this time (UTC).", HelpName = "TIME" };

    public static Command Create(Shell shell)
    {
        var (data, label, entity, json) = (CommandOptions.Data(required: false), CommandOptions.Label(), CommandOptions.EntityColumn(), CommandOptions.Json());
        var shared = new TuneOptions();
        var command = new Command("tune", "Searches better settings of a detector on rows that it is not fitted on, and fits the winner.") { data, JobPath, Search, TrainRows, TrainUntil, label, entity };
        shared.AddTo(command);
        command.Add(json);
        command.SetAction(parse =>
        {
            var (plan, job) = Read(parse, shared, shell);
            var paths = parse.GetValue(data) is { Length: > 0 } given ? given : job.Source.Data;
            if (paths.Count == 0) throw new UsageException("there is no data; expected --data FILE, or source.data in a job file.");
            var source = new SeriesSource(paths, parse.GetValue(label) ?? job.Source.Label, parse.GetValue(entity) ?? job.Source.Entity);
            var folder = SearchFolder.Open(parse.GetRequiredValue(shared.Out));
            foreach (var written in new[] { folder.Job, folder.Model, folder.Report, folder.Study }) source.Protect(written);
            var target = new DetectorTarget(plan, job with { Source = job.Source with { Data = paths } }, source.ReadAll(shell), shell);
            Searching.Run(plan, target, shared.Name(parse, plan), parse.GetValue(shared.Store), shared.Workers(parse), folder, shell, parse.GetValue(json));
        });
        return command;
    }

    private static (SearchPlan, Job) Read(ParseResult parse, TuneOptions shared, Shell shell)
    {
        var (path, search) = (parse.GetValue(JobPath), parse.GetValue(Search));
        if (path is not null && search is not null) throw new UsageException("--job and --search are both given; expected one of them.");
        using var text = path is null ? new StringReader(SearchPresets.Text(search ?? "dense", ofSequences: false)) : (TextReader)TuneOptions.Open(path, shell);
        var (rows, until) = (parse.GetValue(TrainRows), parse.GetValue(TrainUntil));
        if (rows is not null && until is not null) throw new UsageException("--train-rows and --train-until are both given; expected one of them.");
        var changes = new Dictionary<string, string>();
        if (rows is { } count) (changes["train.rows"], changes["train.until"]) = ($"{count}", "null");
        if (until is not null) (changes["train.rows"], changes["train.until"]) = ("null", until);
        return SearchFile.ReadDetector(text, path ?? $"search {search ?? "dense"}", path is null ? search ?? "dense" : Path.GetFileNameWithoutExtension(path), changes, tune => shared.Apply(parse, tune));
    }
}
