using System.Data.Common;
using Npgsql;

namespace Plumbline.Connectors.Datastore;

/// <summary>Studies in a PostgreSQL database, shared by machines.</summary>
public sealed class PostgresStudyStore : SqlStudyStore
{
    private const long TablesLock = 0x506C756D62; // of this program, for as long as it makes tables

    private readonly NpgsqlDataSource source;

    /// <exception cref="ConnectorException">It cannot be reached, or has tables of a newer version.</exception>
    public PostgresStudyStore(PostgresAddress address, RetryOptions? retries = null, TimeProvider? time = null)
        : base(address.ToString(), retries, time)
    {
        source = NpgsqlDataSource.Create(address.Connection);
        try
        {
            EnsureTables();
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public override void Dispose() => source.Dispose();

    internal override T Use<T>(Func<DbConnection, T> work)
    {
        using var connection = source.OpenConnection();
        return work(connection);
    }

    private protected override bool HasTables(DbTransaction transaction)
    {
        transaction.Do("SELECT pg_advisory_xact_lock(@lock)", ("lock", TablesLock));
        return transaction.Ask("SELECT to_regclass('schema_version')::text") is not null;
    }

    /// <remarks>Beside what the client knows: a server that stops (57P01 to 57P03) comes back.</remarks>
    private protected override bool IsTransient(DbException fault) => fault.IsTransient || fault.SqlState is "57P01" or "57P02" or "57P03";
}
