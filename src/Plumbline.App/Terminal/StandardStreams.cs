namespace Plumbline.App.Terminal;

/// <summary>What every program is given: where bytes come from and go to, where notes for people go, and the wish to stop.</summary>
/// <param name="input">Standard input.</param>
/// <param name="output">Standard output; bytes, because scores are written to it too.</param>
/// <param name="error">Standard error.</param>
/// <param name="cancellation">Cancelled by Ctrl-C.</param>
internal class StandardStreams(Stream input, Stream output, TextWriter error, CancellationToken cancellation)
{
    public Stream Input => input;

    public Stream Output => output;

    public TextWriter Error => error;

    public CancellationToken Cancellation => cancellation;
}
