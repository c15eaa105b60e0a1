using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Plumbline.Connectors.Datastore;

/// <summary>Studies in one file of this machine, shared by its processes.</summary>
/// <remarks>Written ahead to a log beside it that is flushed to the disk with each change: what was acknowledged survives a kill and a loss of power. Not for file systems of a network, whose locks are not to be trusted.</remarks>
public sealed class SqliteStudyStore : SqlStudyStore
{
    private const int Busy = 5;
    private const int Locked = 6;

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private bool disposed;

    /// <param name="path">Made if it is not there; its folder must be.</param>
    /// <exception cref="ConnectorException">It cannot be opened, is no database, or has tables of a newer version.</exception>
    public SqliteStudyStore(string path, RetryOptions? retries = null, TimeProvider? time = null)
        : base(path, retries, time)
    {
        // Others' changes take milliseconds; SQLite itself waits for them, and only then the retries do.
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(path), Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            EnsureTables();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            connection.Dispose();
        }
    }

    internal override T Use<T>(Func<DbConnection, T> work)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (connection.State != System.Data.ConnectionState.Open) Open();
            return work(connection);
        }
    }

    private protected override bool HasTables(DbTransaction transaction) =>
        transaction.Ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'") is not null;

    private protected override bool IsTransient(DbException fault) => fault is SqliteException { SqliteErrorCode: Busy or Locked };

    private void Open()
    {
        try
        {
            connection.Open();
            using var settings = connection.Command("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
            settings.ExecuteNonQuery();
        }
        catch
        {
            connection.Close();
            throw;
        }
    }
}
