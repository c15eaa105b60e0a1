using System.CommandLine;
using Plumbline.App.Terminal;
using Plumbline.Sequences;

namespace Plumbline.App.Commands;

/// <summary><c>sequence</c>: the sequence pipeline, for files in which each line is a sequence of its own.</summary>
internal static class SequenceCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("sequence", "Fits, scores, evaluates and tunes sequences: one a line, ',' between signals, ';' between steps.")
        {
            SequenceFitCommand.Create(shell),
            SequenceScoreCommand.Create(shell),
            SequenceEvaluateCommand.Create(shell),
            SequenceTuneCommand.Create(shell),
        };
        return command;
    }

    public static Option<string> Model() => new("--model", "-m") { Description = "Sequence bundle that 'sequence fit' has written.", Required = true, HelpName = "FILE" };

    public static Option<string> Data() => new("--data", "-d") { Description = "Sequence CSV, plain or gzip; - reads standard input.", Required = true, HelpName = "FILE" };

    /// <exception cref="UsageException">There is no such preset; the nearest is suggested.</exception>
    public static SequencePreset Named(string name) =>
        SequencePresets.All.FirstOrDefault(preset => preset.Name == name) ?? throw Spelling.NoPreset(name, [.. SequencePresets.All.Select(preset => preset.Name)]);
}
