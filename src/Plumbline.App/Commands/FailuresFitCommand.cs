using System.CommandLine;
using Plumbline.App.Documents;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Failures;
using Plumbline.Neural.Training;
using Plumbline.Trees;

namespace Plumbline.App.Commands;

/// <summary><c>failures fit</c>: histories in, a predictor out.</summary>
internal static class FailuresFitCommand
{
    public static Command Create(Shell shell)
    {
        var (data, label, entity, json) = (CommandOptions.Data(), FailuresCommand.Label(), CommandOptions.EntityColumn(), CommandOptions.Json());
        var preset = new Option<string>("--preset") { Description = $"One of {string.Join(", ", FailurePresets.All.Select(one => one.Name))}.", HelpName = "NAME", DefaultValueFactory = _ => FailurePresets.All[0].Name };
        var epochs = new Option<int?>("--epochs") { Description = "Most passes over the training windows, of a network.", HelpName = "N" };
        var seed = new Option<int?>("--seed") { Description = "Fixes which entities validate, first weights, shuffling, and trees.", HelpName = "N" };
        var cutOff = new Option<string?>("--train-until") { Description = "Learn from the rows before this time (UTC) only.", HelpName = "TIME" };
        var output = CommandOptions.Out("Bundle to write.");
        output.Required = true;
        var command = new Command("fit", "Fits a predictor of failures.") { data, preset, label, entity, cutOff, epochs, seed, output, json };
        command.SetAction(parse =>
        {
            var options = FailuresCommand.Named(parse.GetValue(preset)!).Options;
            if (parse.GetValue(epochs) is { } most) options = options with { Train = options.Train with { Epochs = most } };
            if (parse.GetValue(seed) is { } number) options = options with { Train = options.Train with { Seed = number } };
            Run(FailuresCommand.Source(parse, data, label, entity), options, parse.GetValue(cutOff), parse.GetRequiredValue(output), shell, parse.GetValue(json));
        });
        return command;
    }

    private static void Run(SeriesSource source, FailureOptions options, string? until, string path, Shell shell, bool json)
    {
        if (json && path == "-") throw new UsageException("--out - and --json both want standard output; expected one of them to go elsewhere.");
        source.Protect(path);
        using var file = OutputFile.Create(path, shell);
        var histories = FailuresCommand.Histories(source, shell);
        var end = FailuresCommand.TimeOf(until, histories[0].Time.Kind, "--train-until");
        var predictor = FailuresCommand.Checked(() => ProgressView.Run(shell, "fitting", progress => FailureFit.Run(
            HistorySplit.Of(histories, 0, 0, end).Fit, options, LightGbm.Grow, new TrainingWatch { Progress = new FailuresCommand.Rounds(progress, "training"), Time = shell.Time }, shell.Cancellation)));
        FailureFile.Write(predictor, file);
        if (json) shell.WriteJson(new FailuresFitDocument(path, predictor.Options, predictor.Preprocessor.Signals, predictor.Threshold, predictor.Summary), DocumentJson.Default.FailuresFitDocument);
        else Write(predictor, path, shell.Report(path == "-"));
    }

    private static void Write(FailurePredictor predictor, string path, Printer printer)
    {
        var summary = predictor.Summary;
        printer.Line($"{predictor.Options.Preset}: {summary.Parameters:N0} parameters, fitted on {summary.Windows} windows of {predictor.Model.WindowLength} steps x {predictor.Model.SignalCount} signals,"
            + $" {summary.FailingWindows} of them failing{(summary.FailingWeight == 1 ? "" : $" (weight {Figure.Of(summary.FailingWeight)})")}");
        printer.Line($"{summary.Entities.Count} entities, {summary.FailingEntities} of them fail; {summary.ValidationEntities} told when to stop"
            + (summary.History is { } history ? $": {history.Epochs.Count} rounds, the best {history.BestEpoch}" : ""));
        printer.Line($"Threshold {Figure.Of(predictor.Threshold)}{(predictor.Options.Threshold is null && summary.ValidationEntities > 0 ? ", the best F1 on those entities" : "")}");
        foreach (var note in summary.Notes) printer.Line(note);
        printer.Line($"Written {path} after {Figure.Seconds(summary.Seconds)}");
    }
}
