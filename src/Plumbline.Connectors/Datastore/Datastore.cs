using Plumbline.Tuning;

namespace Plumbline.Connectors.Datastore;

/// <summary>Opens stores by their address.</summary>
public static class Datastore
{
    private const string Expected = "expected PATH.db or sqlite:PATH for a file, postgresql://user:password@host:port/database, or memory:";

    /// <summary>What is wrong with an address, in words, without asking what it names; empty when all is well.</summary>
    public static IEnumerable<string> Problems(string address)
    {
        if (IsPostgres(address))
        {
            if (PostgresAddress.TryParse(address, out var problem) is null) yield return problem;
        }
        else if (address.Split("://", 2) is [var scheme, _]) yield return $"the store is at {scheme}://..., which is not known; {Expected}";
        else if (address != "memory:" && FileOf(address) is null) yield return address.Contains('@', StringComparison.Ordinal) ? $"the address of the store is not understood; {Expected}" : $"the store is '{address}'; {Expected}";
    }

    /// <summary>Opens a store of studies, and makes it if it is new. Those in a database know past winners too (<see cref="IPastWinners"/>) and want to be disposed of.</summary>
    /// <param name="address"><c>PATH.db</c>, <c>sqlite:PATH</c>, <c>postgresql://user:password@host:port/database</c> (see <see cref="PostgresAddress"/>), or <c>memory:</c>.</param>
    /// <exception cref="ArgumentException">The address is none of these.</exception>
    /// <exception cref="ConnectorException">The store cannot be opened.</exception>
    public static IStudyStore OpenStudies(string address, RetryOptions? retries = null, TimeProvider? time = null)
    {
        if (Problems(address).FirstOrDefault() is { } problem) throw new ArgumentException(problem, nameof(address));
        if (address == "memory:") return new MemoryStudyStore();
        return IsPostgres(address) ? new PostgresStudyStore(PostgresAddress.Parse(address), retries, time) : new SqliteStudyStore(FileOf(address)!, retries, time);
    }

    private static bool IsPostgres(string address) => address.StartsWith("postgresql://", StringComparison.Ordinal) || address.StartsWith("postgres://", StringComparison.Ordinal);

    private static string? FileOf(string address)
    {
        if (address.StartsWith("sqlite:", StringComparison.Ordinal)) return address.Length > "sqlite:".Length ? address["sqlite:".Length..] : null;
        return address.EndsWith(".db", StringComparison.OrdinalIgnoreCase) ? address : null;
    }
}
