namespace Plumbline.App.Terminal;

/// <summary>Standard input whose reader stops waiting when the run is interrupted; a pipe may stay silent for ever.</summary>
internal sealed class InterruptibleInput(Stream inner, CancellationToken cancellation) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="OperationCanceledException">Interrupted; the read that was going on is abandoned.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var reading = Task.Run(() => inner.Read(buffer, offset, count), cancellation);
        reading.Wait(cancellation);
        return reading.GetAwaiter().GetResult();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
