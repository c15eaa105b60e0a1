using Npgsql;

namespace Plumbline.Connectors.Datastore;

/// <summary>Where a PostgreSQL database is and who asks: <c>postgresql://user:password@host:port/database</c>.</summary>
/// <remarks>The port may be missing (5432), the password too: it is then taken from PGPASSWORD or the file of PGPASSFILE. Special characters are percent-encoded. Options of the client may follow, such as <c>?sslmode=require</c>.</remarks>
public sealed class PostgresAddress
{
    private const string Form = "postgresql://user:password@host:port/database";

    private PostgresAddress(NpgsqlConnectionStringBuilder connection) => Connection = connection.ToString();

    /// <summary>As the client wants it, the password in it.</summary>
    internal string Connection { get; }

    /// <summary>Without the password.</summary>
    public override string ToString()
    {
        var parts = new NpgsqlConnectionStringBuilder(Connection);
        return $"postgresql://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="ArgumentException">It is none; the message does not repeat it.</exception>
    public static PostgresAddress Parse(string address) =>
        TryParse(address, out var problem) ?? throw new ArgumentException(problem, nameof(address));

    /// <param name="problem">What is wrong with it, without repeating it, for there may be a password in it.</param>
    /// <returns>Null if it is none.</returns>
    internal static PostgresAddress? TryParse(string address, out string problem)
    {
        problem = $"the address of a PostgreSQL database does not read as {Form}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgresql" or "postgres") || uri.Host.Length == 0) return null;
        if (uri.PathAndQuery.Contains('@', StringComparison.Ordinal) || uri.Fragment.Length > 0)
        {
            problem += "; expected special characters of user and password as percent and hexadecimal code, such as %2F for /";
            return null;
        }
        var database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        var user = uri.UserInfo.Split(':', 2);
        if (database.Length == 0 || user[0].Length == 0)
        {
            problem = $"the address of a PostgreSQL database names no {(database.Length == 0 ? "database" : "user")}; expected {Form}";
            return null;
        }
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Trim('[', ']'),
            Port = uri.Port < 0 ? 5432 : uri.Port,
            Database = database,
            Username = Uri.UnescapeDataString(user[0]),
            ApplicationName = "plumbline",
        };
        if (user.Length > 1) connection.Password = Uri.UnescapeDataString(user[1]);
        foreach (var option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = option.Split('=', 2);
            try
            {
                connection[Uri.UnescapeDataString(pair[0])] = Uri.UnescapeDataString(pair.Length > 1 ? pair[1] : "");
            }
            catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException or OverflowException)
            {
                problem = $"the address of a PostgreSQL database has the option {pair[0]}, which the client does not know or not with this value";
                return null;
            }
        }
        problem = "";
        return new PostgresAddress(connection);
    }
}
