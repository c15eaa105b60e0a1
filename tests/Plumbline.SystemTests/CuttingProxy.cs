using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plumbline.SystemTests;

/// <summary>A way to a server that can be cut at a certain word: the server gets it, but its answer is lost with the connection.</summary>
public sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private string? word;
    private int cuts;

    /// <summary>How often it was cut.</summary>
    public int Cuts => cuts;

    /// <summary>Cuts the next connection that sends this; once.</summary>
    public void CutAfter(string sent) => Volatile.Write(ref word, sent);

    /// <summary>Begins to lead to a port.</summary>
    /// <returns>The port that leads there.</returns>
    public int Through(int port)
    {
        listener.Start();
        _ = Accept(port);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose() => listener.Dispose();

    private async Task Accept(int port)
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                return;
            }
            var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, port);
            _ = Forward(client, server, isCut: true);
            _ = Forward(server, client, isCut: false);
        }
    }

    private async Task Forward(TcpClient from, TcpClient to, bool isCut)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = await from.GetStream().ReadAsync(buffer)) > 0;)
            {
                var wanted = Volatile.Read(ref word);
                var cut = isCut && wanted is not null && buffer.AsSpan(0, read).IndexOf(Encoding.ASCII.GetBytes(wanted)) >= 0;
                if (cut)
                {
                    Volatile.Write(ref word, null);
                    Interlocked.Increment(ref cuts);
                    from.Close(); // before the server can answer
                }
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
                if (cut) await Task.Delay(200); // the server does what it was told, then finds nobody there
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // one side is gone, so the other one goes
        }
        from.Close();
        to.Close();
    }
}
