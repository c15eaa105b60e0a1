using System.Runtime.InteropServices;
using System.Text;
using Plumbline.App;
using Plumbline.App.Terminal;

using var interruption = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
using var output = Console.OpenStandardOutput();
using var input = new InterruptibleInput(Console.OpenStandardInput(), interruption.Token);
using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };

return CommandLine.Run(args, new Shell(input, output, error, TimeProvider.System, interruption.Token)
{
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    Traces = Environment.GetEnvironmentVariable("PLUMBLINE_TRACE") == "1",
});

// The first signal asks the work to stop and clean up; a second one ends the process at once.
void Interrupt(PosixSignalContext context)
{
    context.Cancel = !interruption.IsCancellationRequested;
    interruption.Cancel();
}
