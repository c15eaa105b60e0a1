using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plumbline.App.Terminal;

/// <summary>The outside of one run of the command line: the standard streams, the clock, and who looks on.</summary>
internal sealed class Shell(Stream input, Stream output, TextWriter error, TimeProvider time, CancellationToken cancellation)
    : StandardStreams(input, output, error, cancellation)
{
    public TimeProvider Time => time;

    /// <summary>Whether a person looks at standard output; tables are then drawn.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person looks at standard error; progress bars are then drawn.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether an unexpected fault shows its stack trace.</summary>
    public bool Traces { get; init; }

    /// <summary>Text for people on standard error.</summary>
    public Printer Notes => new(Error, ErrorIsTerminal);

    /// <summary>Text for people: on standard output, or on standard error when that one holds a document.</summary>
    public Printer Report(bool outputIsTaken) =>
        outputIsTaken ? Notes : new Printer(new StreamWriter(Output, leaveOpen: true) { AutoFlush = true }, OutputIsTerminal);

    /// <summary>Writes the one document of standard output.</summary>
    public void WriteJson<T>(T document, JsonTypeInfo<T> contract)
    {
        JsonSerializer.Serialize(Output, document, contract);
        Output.Write("\n"u8);
        Output.Flush();
    }
}
