using System.CommandLine;
using System.CommandLine.Help;
using Plumbline.App.Commands;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Neural;

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
            PresetsCommand.Create(shell),
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
            var command = parse.CommandResult.Command;
            shell.Notes.Line($"Try 'plumbline {(command == root ? "" : command.Name + " ")}--help'.");
            return ExitCode.Usage;
        }
        try
        {
            using var output = new StreamWriter(shell.Output, leaveOpen: true); // for help; commands write to the shell
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = shell.Notes.Writer };
            return parse.Invoke(configuration);
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCode.Interrupted, "interrupted; nothing was left half-written.");
        }
        catch (Exception fault) when (fault is UsageException or DataFormatException or TrainingDivergedException or IOException or UnauthorizedAccessException)
        {
            return Fail(ExitCode.Usage, fault.Message);
        }
#pragma warning disable CA1031 // the last line of defence: people get a message, not a crash
        catch (Exception fault)
#pragma warning restore CA1031
        {
            var traces = shell.Traces || parse.GetValue(verbose);
            return Fail(ExitCode.Fault, traces ? fault.ToString() : $"{fault.Message} This is a fault of plumbline; --verbose shows where.");
        }

        int Fail(int code, string message)
        {
            shell.Notes.Line($"plumbline: {message}");
            return code;
        }
    }
}
