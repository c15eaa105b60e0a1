using System.Text;
using Plumbline.App.Terminal;
using Plumbline.Score;

using var interruption = new Interruption();
using var output = Console.OpenStandardOutput();
using var input = new InterruptibleInput(Console.OpenStandardInput(), interruption.Token);
using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };

return ScoreProgram.Run(args, new StandardStreams(input, output, error, interruption.Token));
