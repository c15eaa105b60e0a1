using System.Data.Common;
using Npgsql;
using Plumbline.Connectors;
using Plumbline.Connectors.Datastore;
using Plumbline.Tuning;

namespace Plumbline.SystemTests.Datastore;

public sealed class PostgresStudyStoreTests(PostgresServer server, ITestOutputHelper output) : SqlStudyStoreContract(output)
{
    private static readonly RetryOptions Quick = new() { Tries = 5, FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(1) };

    private readonly Lazy<string> address = new(() => server.NewDatabase());

    protected override string Address => address.Value;

    protected override void Measured(bool isOn)
    {
        _ = Address; // the server is there
        server.Flush(isOn);
    }

    protected override DbConnection Connect() => new NpgsqlConnection(PostgresAddress.Parse(Address).Connection);

    [Fact]
    public void A_wrong_password_is_not_tried_again_and_in_no_message()
    {
        var wrong = Address.Replace("s3cret", "wr0ng", StringComparison.Ordinal);
        var fault = Assert.Throws<ConnectorException>(() => new PostgresStudyStore(PostgresAddress.Parse(wrong)));
        Assert.False(fault.IsTransient);
        Assert.DoesNotContain("wr0ng", fault.ToString());
        Assert.StartsWith("postgresql://app@127.0.0.1:", fault.Message);
    }

    [Fact]
    public void A_server_that_is_not_there_is_said_to_be_so_after_all_tries()
    {
        var fault = Assert.Throws<ConnectorException>(() => new PostgresStudyStore(PostgresAddress.Parse("postgresql://app:s3cret@127.0.0.1:1/none"), Quick));
        Assert.True(fault.IsTransient);
        Assert.DoesNotContain("s3cret", fault.ToString());
    }

    [Fact]
    public void A_server_that_crashed_and_is_back_goes_unnoticed()
    {
        var store = Store();
        store.TryCreate(Definition);
        store.TryAdd(Definition.Name, new Trial(0));
        server.CrashAndRestart();
        Assert.Single(store.Changes(Definition.Name, 0).Trials);
        Assert.True(store.TryAdd(Definition.Name, new Trial(1)));
    }

    /// <remarks>The server did it, but nobody heard: the next try must know its own write.</remarks>
    [Fact]
    public void A_connection_that_breaks_at_the_commit_neither_loses_nor_doubles_what_was_written()
    {
        using var proxy = new CuttingProxy();
        using var store = new PostgresStudyStore(PostgresAddress.Parse(server.NewDatabase(proxy.Through)), Quick);
        proxy.CutAfter("COMMIT");
        Assert.True(store.TryCreate(Definition));
        Assert.False(store.TryCreate(Definition));
        var running = new Trial(0) { State = TrialState.Running, Attempt = 1, Worker = "a" };
        proxy.CutAfter("COMMIT");
        Assert.True(store.TryAdd(Definition.Name, running));
        Assert.False(store.TryAdd(Definition.Name, running));
        proxy.CutAfter("COMMIT");
        Assert.True(store.TryReplace(Definition.Name, running, running with { State = TrialState.Complete }));
        Assert.False(store.TryReplace(Definition.Name, running, running with { State = TrialState.Complete }));
        Assert.Equal(2, store.Changes(Definition.Name, 0).Version);
        proxy.CutAfter("COMMIT");
        Assert.True(store.Delete(Definition.Name));
        Assert.False(store.Delete(Definition.Name));
        Assert.Equal(4, proxy.Cuts);
    }

    [Fact]
    public void A_connection_that_breaks_before_the_commit_is_as_if_it_had_not_been()
    {
        using var proxy = new CuttingProxy();
        using var store = new PostgresStudyStore(PostgresAddress.Parse(server.NewDatabase(proxy.Through)), Quick);
        store.TryCreate(Definition);
        proxy.CutAfter("INSERT INTO trials");
        Assert.True(store.TryAdd(Definition.Name, new Trial(0)));
        Assert.Equal(1, store.Changes(Definition.Name, 0).Version);
        Assert.Equal(1, proxy.Cuts);
    }
}
