using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Plumbline.App.Commands;
using Plumbline.App.Terminal;

namespace Plumbline.App;

/// <summary>The one entry point of the command line: arguments in, exit code out; every fault becomes one message.</summary>
internal static class CommandLine
{
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Shell shell)
    {
        var verbose = new Option<bool>("--verbose") { Description = "Show the stack trace of an unexpected fault.", Recursive = true };
        var root = new Command("plumbline", "Plumbline: finds anomalies in telemetry and says which signals and steps are to blame.")
        {
            new HelpOption(),
            new VersionOption(),
            verbose,
            DemoCommand.Create(shell),
            FitCommand.Create(shell),
            ScoreCommand.Create(shell),
            EvaluateCommand.Create(shell),
            ExplainCommand.Create(shell),
            ReportCommand.Create(shell),
            ExportCommand.Create(shell),
            ImportCommand.Create(shell),
            TuneCommand.Create(shell),
            SequenceCommand.Create(shell),
            FailuresCommand.Create(shell),
            PresetsCommand.Create(shell),
            BenchCommand.Create(shell),
        };
        root.SetAction(parse =>
        {
            root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = parse.InvocationConfiguration.Error });
            return ExitCode.Usage;
        });
        var parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0)
        {
            foreach (var problem in parse.Errors.Take(3)) shell.Notes.Line($"plumbline: {problem.Message}");
            shell.Notes.Line($"Try '{Path(parse.CommandResult)} --help'.");
            return ExitCode.Usage;
        }
        return Ending.Of("plumbline", shell.Error, shell.Traces || parse.GetValue(verbose), "--verbose", () =>
        {
            using var output = new StreamWriter(shell.Output, leaveOpen: true); // for help; commands write to the shell
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = shell.Notes.Writer };
            return parse.Invoke(configuration);
        });
    }

    private static string Path(CommandResult command) => command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : command.Command.Name;
}
