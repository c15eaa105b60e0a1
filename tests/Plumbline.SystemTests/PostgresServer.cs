using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Plumbline.SystemTests;

/// <summary>A real PostgreSQL server of its own in a temporary folder, on a free port of this machine; started when first asked for, stopped after all tests. Tests that need it skip with the reason where it is not installed.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string Password = "s3cret/word"; // with a character that an address must escape
    private readonly string? programs = Find();
    private WorkFolder? folder;
    private int port;
    private int databases;

    /// <summary>Address of a new, empty database; or a skipped test (a failed one where skipping is forbidden).</summary>
    /// <param name="through">Another port that leads to this server.</param>
    public string NewDatabase(Func<int, int>? through = null)
    {
        Require();
        var name = $"test{++databases}";
        Do($"CREATE DATABASE {name}");
        return $"postgresql://app:{Uri.EscapeDataString(Password)}@127.0.0.1:{through?.Invoke(port) ?? port}/{name}";
    }

    /// <summary>Whether it flushes to the disk at each commit, as servers do. Off by default, which no crash of the server alone can tell from on: only a loss of power could.</summary>
    public void Flush(bool isOn)
    {
        Do($"ALTER SYSTEM SET fsync = {(isOn ? "on" : "off")}");
        Do("SELECT pg_reload_conf()");
    }

    /// <summary>Stops it as a crash would, and starts it again: it recovers from its log.</summary>
    public void CrashAndRestart()
    {
        Control("stop", "-m", "immediate");
        Start();
    }

    public void Dispose()
    {
        if (folder is null) return;
        Control("stop", "-m", "fast"); // by the process id that the server left in its folder
        folder.Dispose();
    }

    private void Require()
    {
        if (folder is not null) return;
        const string Reason = "PostgreSQL is not installed: no initdb in /usr/lib/postgresql/*/bin or PATH";
        Assert.False(programs is null && Environment.GetEnvironmentVariable("PLUMBLINE_NO_SKIP") == "1", Reason);
        Assert.SkipWhen(programs is null, Reason);
        folder = new WorkFolder();
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111); // the server may run as another user
        File.WriteAllText(folder["password"], Password);
        AsServer("initdb", "-D", folder["data"], "-U", "app", "-A", "scram-sha-256", "--pwfile", folder["password"], "-E", "UTF8", "--locale", "C", "--no-sync");
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }
        Start();
        Flush(false);
    }

    private void Do(string sql)
    {
        using var admin = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Username=app;Password={Password};Database=postgres;Pooling=false");
#pragma warning disable CA2100 // constants of these tests
        using var command = admin.CreateCommand(sql);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private void Start() => Control("start", "-l", folder!["server.log"], "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder.Path}");

    private void Control(string verb, params string[] arguments) => AsServer("pg_ctl", [verb, "-D", folder!["data"], "-w", .. arguments]);

    /// <remarks>The server refuses to run as root; Debian's package makes a user for it.</remarks>
    private void AsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(programs!, program);
        if (Environment.UserName == "root") Command.Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else Command.Run(path, arguments);
    }

    private static string? Find()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), out var version) ? version : 0) : Enumerable.Empty<string>();
        var folders = versions.Select(version => Path.Combine(version, "bin")).Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }
}
