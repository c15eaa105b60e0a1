using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Neural.Training;

namespace Plumbline.App;

/// <summary>How a run ends: every fault becomes one message and an exit code.</summary>
internal static class Ending
{
    /// <param name="program">Its name, which begins the message.</param>
    /// <param name="error">Gets the message.</param>
    /// <param name="traces">Whether an unexpected fault shows its stack trace.</param>
    /// <param name="howToTrace">What shows it otherwise.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Of(string program, TextWriter error, bool traces, string howToTrace, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCode.Interrupted, "interrupted; nothing was left half-written.");
        }
        catch (Exception fault) when (fault is UsageException or DataFormatException or TrainingFailedException or IOException or UnauthorizedAccessException)
        {
            return Fail(ExitCode.Usage, fault.Message);
        }
#pragma warning disable CA1031 // the last line of defence: people get a message, not a crash
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return Fail(ExitCode.Fault, traces ? fault.ToString() : $"{fault.Message} This is a fault of {program}; {howToTrace} shows where.");
        }

        int Fail(int code, string message)
        {
            error.WriteLine($"{program}: {message}");
            return code;
        }
    }
}
