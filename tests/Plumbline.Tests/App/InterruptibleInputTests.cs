using System.IO.Pipes;
using Plumbline.App.Terminal;

namespace Plumbline.Tests.App;

public sealed class InterruptibleInputTests
{
    [Fact]
    public void A_reader_that_waits_for_a_silent_pipe_stops_when_interrupted()
    {
        using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        using var stop = new CancellationTokenSource();
        using var input = new InterruptibleInput(reader, stop.Token);
        writer.Write("one"u8);
        var buffer = new byte[16];
        Assert.Equal(3, input.Read(buffer, 0, 16));
        stop.CancelAfter(TimeSpan.FromMilliseconds(20));
        Assert.ThrowsAny<OperationCanceledException>(() => input.Read(buffer, 0, 16));
        writer.Write("x"u8); // lets the abandoned read end
    }
}
