using System.CommandLine;
using Plumbline.App.Terminal;

namespace Plumbline.App.Commands;

/// <summary><c>bench</c>: what the program measures of itself on data of others.</summary>
internal static class BenchCommand
{
    public static Command Create(Shell shell) => new("bench", "Measures the program itself.") { BenchQualityCommand.Create(shell) };
}
