using System.Data.Common;

namespace Plumbline.Connectors.Datastore;

/// <summary>Commands in the words that SQLite and PostgreSQL share.</summary>
internal static class Sql
{
    /// <summary>A command with parameters by name.</summary>
    public static DbCommand Command(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this room, values are parameters
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <returns>How many rows it changed.</returns>
    public static int Do(this DbTransaction transaction, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = transaction.Connection!.Command(text, parameters);
        command.Transaction = transaction;
        return command.ExecuteNonQuery();
    }

    /// <returns>The first value; null where there is no row, or nothing in it.</returns>
    public static object? Ask(this DbTransaction transaction, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = transaction.Connection!.Command(text, parameters);
        command.Transaction = transaction;
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }
}
