using System.CommandLine;
using Plumbline.App.Documents;
using Plumbline.App.Jobs;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Detection;
using Plumbline.Models;

namespace Plumbline.App.Commands;

/// <summary><c>fit</c>: telemetry in, a calibrated detector out.</summary>
internal static class FitCommand
{
    private static readonly Option<string?> JobPath = new("--job") { Description = "Job file (YAML); other options override what it says.", HelpName = "FILE" };
    private static readonly Option<string?> Preset = new("--preset") { Description = $"Starting point; 'presets' lists them (default: {Presets.All[0].Name}).", HelpName = "NAME" };
    private static readonly Option<int?> TrainRows = new("--train-rows") { Description = "Fit on the first N rows of each entity (default: all).", HelpName = "N" };
    private static readonly Option<string?> TrainUntil = new("--train-until") { Description = "Fit on the rows before this time (UTC).", HelpName = "TIME" };
    private static readonly Option<int?> Seed = new("--seed") { Description = "Fixes initial weights and shuffling.", HelpName = "N" };
    private static readonly Option<string?> TensorBoard = new("--tensorboard") { Description = "Folder to write this run's training curves and weights to, for TensorBoard.", HelpName = "DIR" };
    private static readonly Option<string?> Checkpoint = new("--checkpoint") { Description = "Folder to keep unfinished training in: the same command, run again after an interruption, goes on from there.", HelpName = "DIR" };
    private static readonly Option<string?> Alarms = AlarmsOption.Create();
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Check everything and estimate parameters, memory and time; write nothing." };

    public static Command Create(Shell shell)
    {
        var (data, label, entity, json) = (CommandOptions.Data(required: false), CommandOptions.Label(), CommandOptions.EntityColumn(), CommandOptions.Json());
        var output = CommandOptions.Out("Detector bundle to write.");
        var command = new Command("fit", "Fits, calibrates and saves a detector.") { data, JobPath, Preset, TrainRows, TrainUntil, label, entity, Seed, Alarms, output, TensorBoard, Checkpoint, DryRun, json };
        command.SetAction(parse =>
        {
            var job = Overridden(ReadJob(parse, shell), parse);
            var paths = parse.GetValue(data) is { Length: > 0 } given ? given : job.Source.Data;
            if (paths.Count == 0) throw new UsageException("there is no data; expected --data FILE, or source.data in a job file.");
            var source = new SeriesSource(paths, parse.GetValue(label) ?? job.Source.Label, parse.GetValue(entity) ?? job.Source.Entity);
            if (parse.GetValue(DryRun)) DryFit.Run(source, job.Options, shell, parse.GetValue(json));
            else if (parse.GetValue(output) is { } path) Run(source, job, path, parse.GetValue(TensorBoard), parse.GetValue(Checkpoint), shell, parse.GetValue(json));
            else throw new UsageException("there is nowhere to write the detector to; expected --out FILE (or --dry-run).");
        });
        return command;
    }

    private static void Run(SeriesSource source, Job job, string path, string? tensorBoard, string? checkpoint, Shell shell, bool json)
    {
        if (json && path == "-") throw new UsageException("--out - and --json both want standard output; expected one of them to go elsewhere.");
        if (job.Sinks.Scores is not null && source.Paths.Contains("-")) throw new UsageException("sinks.scores reads the data a second time; expected files, not standard input.");
        foreach (var written in new[] { path, job.Sinks.Scores }) source.Protect(written);
        using var file = OutputFile.Create(path, shell);
        using var scores = job.Sinks.Scores is { } sink ? OutputFile.Create(sink, shell) : null;
        using var run = tensorBoard is null ? null : TrainingRun.Create(tensorBoard, job.Options.Preset, shell);
        var unfinished = checkpoint is null ? null : CheckpointFolder.Open(checkpoint, shell);
        var frames = source.ReadAll(shell);
        var begun = shell.Time.GetUtcNow();
        var detector = Fitting.Run(frames, job.Options, shell, unfinished);
        DetectorFile.Write(detector, file);
        if (detector.Model is ITrainedModel) unfinished?.Clear();
        else if (unfinished is not null) shell.Notes.Line($"Nothing to keep in {unfinished.Path}: the model of '{detector.Name}' is fitted at once.");
        if (json) shell.WriteJson(FitDocument.Of(detector, frames, path), DocumentJson.Default.FitDocument);
        else FitSummaryText.Write(shell.Report(path == "-"), detector, frames, path);
        run?.Write(detector, begun, shell);
        if (scores is null) return;
        Scoring.Run(detector, source, shell, scores.Stream, _ => { });
        scores.Commit();
        shell.Notes.Line($"Scores of all rows: {job.Sinks.Scores}");
    }

    private static Job ReadJob(ParseResult parse, Shell shell)
    {
        var preset = parse.GetValue(Preset);
        if (parse.GetValue(JobPath) is { } path)
        {
            using var file = InputFile.Open(path, shell);
            using var text = new StreamReader(file.Stream);
            return JobFile.Read(text, file.Name, preset);
        }
        return new Job { Options = PresetsCommand.Named(preset ?? Presets.All[0].Name).Options };
    }

    private static Job Overridden(Job job, ParseResult parse)
    {
        var train = job.Options.Train;
        var (rows, until) = (parse.GetValue(TrainRows), parse.GetValue(TrainUntil));
        if (rows is not null && until is not null) throw new UsageException("--train-rows and --train-until are both given; expected one of them.");
        if (rows is not null) train = train with { Rows = rows, Until = null };
        if (until is not null)
        {
            if (!JobScalar.TryParseTime(until, out var time)) throw new UsageException($"--train-until: found '{until}'; expected a time like 2026-01-31 23:59:00.");
            train = train with { Rows = null, Until = time };
        }
        if (parse.GetValue(Seed) is { } seed) train = train with { Seed = seed };
        return job with { Options = AlarmsOption.Apply(job.Options with { Train = train }, parse.GetValue(Alarms)) };
    }
}
