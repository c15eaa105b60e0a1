using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plumbline.App.Terminal;

/// <summary>The outside of one run of the command line: where bytes come from and go to, the clock, and the wish to stop.</summary>
/// <param name="input">Standard input.</param>
/// <param name="output">Standard output; bytes, because scores are written to it too.</param>
/// <param name="error">Standard error.</param>
/// <param name="cancellation">Cancelled by Ctrl-C.</param>
internal sealed class Shell(Stream input, Stream output, TextWriter error, TimeProvider time, CancellationToken cancellation)
{
    public Stream Input => input;

    public Stream Output => output;

    public TimeProvider Time => time;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether a person looks at standard output; tables are then drawn.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person looks at standard error; progress bars are then drawn.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether an unexpected fault shows its stack trace.</summary>
    public bool Traces { get; init; }

    /// <summary>Text for people on standard error.</summary>
    public Printer Notes => new(error, ErrorIsTerminal);

    /// <summary>Text for people: on standard output, or on standard error when that one holds a document.</summary>
    public Printer Report(bool outputIsTaken) =>
        outputIsTaken ? Notes : new Printer(new StreamWriter(output, leaveOpen: true) { AutoFlush = true }, OutputIsTerminal);

    /// <summary>Writes the one document of standard output.</summary>
    public void WriteJson<T>(T document, JsonTypeInfo<T> contract)
    {
        JsonSerializer.Serialize(output, document, contract);
        output.Write("\n"u8);
        output.Flush();
    }
}
