using System.Text;
using Plumbline.App;
using Plumbline.App.Terminal;

using var interruption = new Interruption();
using var output = Console.OpenStandardOutput();
using var input = new InterruptibleInput(Console.OpenStandardInput(), interruption.Token);
using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };

return CommandLine.Run(args, new Shell(input, output, error, TimeProvider.System, interruption.Token)
{
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    Traces = Environment.GetEnvironmentVariable("PLUMBLINE_TRACE") == "1",
});
