using System.Data.Common;
using Microsoft.Data.Sqlite;
using Plumbline.Connectors;
using Plumbline.Connectors.Datastore;
using Plumbline.Tuning;

namespace Plumbline.SystemTests.Datastore;

public sealed class SqliteStudyStoreTests(ITestOutputHelper output) : SqlStudyStoreContract(output)
{
    private readonly WorkFolder folder = new();

    protected override string Address => folder["studies.db"];

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={Address};Pooling=false");

    protected override void CleanUp() => folder.Dispose();

    [Fact]
    public void Changes_are_on_the_disk_when_they_are_acknowledged()
    {
        using var store = new SqliteStudyStore(Address);
        Assert.Equal("wal", Setting(store, "journal_mode"));
        Assert.Equal(2L, Setting(store, "synchronous")); // FULL
    }

    [Fact]
    public void A_file_that_is_no_database_or_cannot_be_is_refused_by_name()
    {
        File.WriteAllText(folder["text.db"], new string('x', 5000));
        foreach (var path in (string[])[folder["text.db"], folder["missing/studies.db"]])
        {
            var fault = Assert.Throws<ConnectorException>(() => new SqliteStudyStore(path));
            Assert.False(fault.IsTransient);
            Assert.StartsWith(path, fault.Message);
        }
    }

    [Fact]
    public async Task A_lock_of_others_is_waited_for()
    {
        var store = Store();
        store.TryCreate(Definition);
        using var other = (SqliteConnection)Connect();
        other.Open();
        var transaction = other.BeginTransaction();
        var added = Task.Run(() => store.TryAdd(Definition.Name, new Trial(0)));
        await Task.WhenAny(added, Task.Delay(100));
        Assert.False(added.IsCompleted);
        transaction.Dispose();
        Assert.True(await added);
    }

    [Fact]
    public void A_store_that_is_disposed_of_does_nothing_more()
    {
        var store = new SqliteStudyStore(Address);
        store.Dispose();
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => store.Names);
    }

    private static object? Setting(SqliteStudyStore store, string name) => store.Use(connection =>
    {
        using var command = connection.Command($"PRAGMA {name}");
        return command.ExecuteScalar();
    });
}
