using System.CommandLine;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Failures;
using Plumbline.Neural.Training;

namespace Plumbline.App.Commands;

/// <summary><c>failures</c>: which entities fail soon, learned from histories that ended in a failure.</summary>
internal static class FailuresCommand
{
    public static Command Create(Shell shell) => new("failures", "Predicts failures: learns from histories whose label marks the row of the failure.")
    {
        FailuresFitCommand.Create(shell),
        FailuresScoreCommand.Create(shell),
        FailuresEvaluateCommand.Create(shell),
        FailuresCompareCommand.Create(shell),
    };

    public static Option<string> Model() => new("--model", "-m") { Description = "Bundle that 'failures fit' has written.", Required = true, HelpName = "FILE" };

    public static Option<string?> Label() => new("--label") { Description = "Column that marks the failure (default: label; of daily disk snapshots: failure).", HelpName = "NAME" };

    public static SeriesSource Source(ParseResult parse, Option<string[]> data, Option<string?> label, Option<string?> entity) =>
        new(parse.GetRequiredValue(data), parse.GetValue(label), parse.GetValue(entity));

    /// <exception cref="DataFormatException">A single file does not name entities.</exception>
    public static IReadOnlyList<SeriesFrame> Histories(SeriesSource source, Shell shell)
    {
        var histories = source.ReadAll(shell);
        return histories[0].Entity.Length > 0 ? histories
            : throw new DataFormatException(histories[0].Source, "header", "no column that names the entity", "one called 'entity', or --entity NAME");
    }

    /// <exception cref="UsageException">There is no such preset; the nearest is suggested.</exception>
    public static FailurePreset Named(string name) =>
        FailurePresets.All.FirstOrDefault(preset => preset.Name == name) ?? throw Spelling.NoPreset(name, [.. FailurePresets.All.Select(preset => preset.Name)]);

    /// <summary>What the library refuses as misuse is a person's wrong wish here.</summary>
    public static T Checked<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is (ArgumentException and not ArgumentNullException) or PlatformNotSupportedException)
        {
            var parameter = (fault as ArgumentException)?.ParamName;
            throw new UsageException(parameter is null ? fault.Message : fault.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal), fault);
        }
    }

    /// <summary>A time on the axis of some histories, as a person writes it.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static long? TimeOf(string? text, TimeKind kind, string option)
    {
        if (text is null) return null;
        if (kind == TimeKind.Index) return long.TryParse(text, out var index) ? index : throw new UsageException($"{option} {text}: expected an integer index as in the data.");
        return DateTime.TryParse(text, null, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out var time)
            ? time.Ticks : throw new UsageException($"{option} {text}: expected a time like 2026-01-31.");
    }

    /// <summary>Reports of training, as those of any fit.</summary>
    public sealed class Rounds(IProgress<FitProgress> progress, string phase, double from = 0, double to = 1) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(new FitProgress(phase, from + ((to - from) * (value.Epoch - 1 + value.BatchShare) / value.Epochs),
            $"epoch {value.Epoch}/{value.Epochs}, loss {Figure.Of(value.TrainingLoss)}{(value.ValidationLoss is { } loss ? $", validation {Figure.Of(loss)}" : "")}"));
    }
}
