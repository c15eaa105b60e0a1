namespace Plumbline.SystemTests.Datastore;

/// <summary>Here the server dies too, once, and comes back.</summary>
public sealed class PostgresCrashTests(PostgresServer server, ITestOutputHelper output) : CrashContract(output)
{
    private readonly string address = server.NewDatabase();

    protected override string Address => address;

    protected override void Disturb() => server.CrashAndRestart();
}
