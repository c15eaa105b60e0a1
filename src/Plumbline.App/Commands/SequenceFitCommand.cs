using System.CommandLine;
using Plumbline.App.Documents;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Detection;
using Plumbline.Neural.Training;
using Plumbline.Sequences;

namespace Plumbline.App.Commands;

/// <summary><c>sequence fit</c>: the three phases, together or one by one.</summary>
internal static class SequenceFitCommand
{
    private enum Phase
    {
        All,
        Reconstruction,
        Errors,
        Thresholds,
    }

    private static readonly Option<string?> Preset = new("--preset") { Description = $"One of {string.Join(", ", SequencePresets.All.Select(preset => preset.Name))} (default: {SequencePresets.All[0].Name}).", HelpName = "NAME" };
    private static readonly Option<Phase> Step = new("--phase") { Description = "reconstruction, errors, thresholds or all; errors and thresholds go on from --model.", HelpName = "NAME", DefaultValueFactory = _ => Phase.All };
    private static readonly Option<string?> Train = new("--train") { Description = "Normal sequences to train on.", HelpName = "FILE" };
    private static readonly Option<string?> Normal = new("--normal") { Description = "Other normal sequences, to measure usual errors on.", HelpName = "FILE" };
    private static readonly Option<string?> Tune = new("--tune") { Description = "Labelled sequences to tune the thresholds on; or normal ones without labels (default: those of --normal).", HelpName = "FILE" };
    private static readonly Option<string?> Model = new("--model", "-m") { Description = "Bundle with the phases before.", HelpName = "FILE" };
    private static readonly Option<int?> Epochs = new("--epochs") { Description = "Most passes over the training sequences.", HelpName = "N" };
    private static readonly Option<int?> Seed = new("--seed") { Description = "Fixes initial weights and shuffling.", HelpName = "N" };

    public static Command Create(Shell shell)
    {
        var (output, json) = (CommandOptions.Out("Sequence bundle to write."), CommandOptions.Json());
        output.Required = true;
        var command = new Command("fit", "Fits a model of sequences, measures its usual errors, finds the thresholds.") { Preset, Step, Train, Normal, Tune, Model, Epochs, Seed, output, json };
        command.SetAction(parse => Run(parse, parse.GetRequiredValue(output), shell, parse.GetValue(json)));
        return command;
    }

    private static void Run(ParseResult parse, string path, Shell shell, bool json)
    {
        if (json && path == "-") throw new UsageException("--out - and --json both want standard output; expected one of them to go elsewhere.");
        var begun = shell.Time.GetTimestamp();
        var phase = parse.GetValue(Step);
        var (fits, measures, tunes) = (phase is Phase.All or Phase.Reconstruction, phase is Phase.All or Phase.Errors, phase is Phase.All or Phase.Thresholds);
        Refuse(parse, Train, fits, phase);
        Refuse(parse, Preset, fits, phase);
        Refuse(parse, Epochs, fits, phase);
        Refuse(parse, Seed, fits, phase);
        Refuse(parse, Model, !fits, phase);
        Refuse(parse, Tune, tunes, phase);
        Refuse(parse, Normal, measures || tunes, phase);
        var options = Options(parse);
        var start = fits ? null : SequenceFile.ReadBundle(Required(parse, Model, phase), shell);
        if (phase == Phase.Thresholds && start!.Errors is null)
            throw new UsageException($"{parse.GetValue(Model)} has no error statistics yet; next: --phase errors.");
        var train = fits ? SequenceFile.Read(Required(parse, Train, phase), shell) : null;
        var normal = measures ? SequenceFile.Read(Required(parse, Normal, phase), shell) : null;
        var tuning = !tunes ? null : parse.GetValue(Tune) is { } tune ? SequenceFile.Read(tune, shell) : normal ?? SequenceFile.Read(Required(parse, Normal, phase), shell);
        using var file = OutputFile.Create(path, shell);
        var phases = Checked(() => ProgressView.Run(shell, "fitting", progress =>
        {
            var reconstruction = start?.Reconstruction
                ?? SequenceReconstruction.Fit(train!, options, new TrainingWatch { Progress = new Epoch(progress), Time = shell.Time }, shell.Cancellation);
            var errors = normal is null ? start?.Errors : SequenceErrors.Measure(reconstruction, normal, shell.Cancellation);
            return new SequencePhases(reconstruction, errors, tuning is null ? null : SequenceThresholds.Find(reconstruction, errors!, tuning, shell.Cancellation));
        }));
        SequenceFile.Write(phases, file);
        var seconds = shell.Time.GetElapsedTime(begun).TotalSeconds;
        if (json) shell.WriteJson(SequenceFitDocument.Of(phases, path, seconds), DocumentJson.Default.SequenceFitDocument);
        else Write(phases, path, seconds, shell.Report(path == "-"));
    }

    private static SequenceOptions Options(ParseResult parse)
    {
        var options = SequenceCommand.Named(parse.GetValue(Preset) ?? SequencePresets.All[0].Name).Options;
        if (parse.GetValue(Epochs) is { } epochs) options = options with { Train = options.Train with { Epochs = epochs } };
        if (parse.GetValue(Seed) is { } seed) options = options with { Train = options.Train with { Seed = seed } };
        return options;
    }

    private static void Write(SequencePhases phases, string path, double seconds, Printer printer)
    {
        var reconstruction = phases.Reconstruction;
        printer.Line($"{reconstruction.Options.Preset}: {reconstruction.ParameterCount:N0} parameters, fitted on {reconstruction.Source.Count} sequences of {reconstruction.StepCount} steps x {reconstruction.SignalCount} signals"
            + (reconstruction.History is { } history ? $" in {history.Epochs.Count} epochs" : ""));
        if (phases.Errors is { } errors) printer.Line($"Usual errors measured on {errors.Source.Count} sequences");
        if (phases.Thresholds is { } thresholds)
        {
            printer.Line($"Threshold by time    {Figure.Of(thresholds.Time.Value)}  {thresholds.Time.Description}, {thresholds.Source.Count} sequences");
            printer.Line($"Threshold by feature {Figure.Of(thresholds.Feature.Value)}  {thresholds.Feature.Description}, {thresholds.Source.Count} sequences");
        }
        printer.Line($"Written {path} after {Figure.Seconds(seconds)}");
    }

    private static string Required(ParseResult parse, Option<string?> option, Phase phase) =>
        parse.GetValue(option) ?? throw new UsageException($"--phase {Name(phase)} needs {option.Name} FILE.");

    private static void Refuse<T>(ParseResult parse, Option<T> option, bool used, Phase phase)
    {
        if (!used && parse.GetValue(option) is not null) throw new UsageException($"{option.Name} is given, but --phase {Name(phase)} does not use it.");
    }

    private static string Name(Phase phase) => phase.ToString().ToLowerInvariant();

    private static SequencePhases Checked(Func<SequencePhases> fit)
    {
        try
        {
            return fit();
        }
        catch (ArgumentException fault) when (fault is not ArgumentNullException)
        {
            throw new UsageException(fault.ParamName is null ? fault.Message : fault.Message.Replace($" (Parameter '{fault.ParamName}')", "", StringComparison.Ordinal), fault);
        }
    }

    private sealed class Epoch(IProgress<FitProgress> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(new FitProgress("training", (value.Epoch - 1 + value.BatchShare) / value.Epochs,
            $"epoch {value.Epoch}/{value.Epochs}, loss {Figure.Of(value.TrainingLoss)}{(value.ValidationLoss is { } loss ? $", validation {Figure.Of(loss)}" : "")}"));
    }
}
