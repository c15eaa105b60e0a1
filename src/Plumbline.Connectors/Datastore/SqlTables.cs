using System.Data.Common;

namespace Plumbline.Connectors.Datastore;

/// <summary>The tables, and which version of them a store has.</summary>
internal static class SqlTables
{
    /// <summary>What this program writes and reads.</summary>
    public const long Version = 1;

    private static readonly string[] Tables =
    [
        "CREATE TABLE schema_version (version bigint NOT NULL)",
        "CREATE TABLE studies (name text PRIMARY KEY, made bigint NOT NULL, version bigint NOT NULL, definition text NOT NULL)",
        "CREATE TABLE trials (study text NOT NULL, number bigint NOT NULL, state text NOT NULL, attempt bigint NOT NULL, version bigint NOT NULL, trial text NOT NULL, PRIMARY KEY (study, number))",
        "CREATE INDEX trials_since ON trials (study, version)",
        "CREATE TABLE winners (study text NOT NULL, objective text NOT NULL, winner text NOT NULL, PRIMARY KEY (study, objective))",
    ];

    /// <summary>Makes the tables where there are none.</summary>
    /// <param name="exist">Whether there are some.</param>
    /// <param name="address">Of the store, for the message.</param>
    /// <exception cref="ConnectorException">They are of a newer version.</exception>
    public static void Ensure(DbTransaction transaction, bool exist, string address)
    {
        if (!exist)
        {
            foreach (var table in Tables) transaction.Do(table);
            transaction.Do("INSERT INTO schema_version (version) VALUES (@version)", ("version", Version));
        }
        else if (transaction.Ask("SELECT max(version) FROM schema_version") is var found && found is not Version)
            throw new ConnectorException($"{address} has tables of version {found ?? "none"}; this program knows version {Version}. A newer Plumbline made them: use that one, or another store.", isTransient: false);
    }
}
