using System.Data.Common;
using System.Text.Json;
using Plumbline.Tuning;

namespace Plumbline.Connectors.Datastore;

/// <summary>Studies in a database, shared by any number of processes.</summary>
/// <remarks>
/// Every change of a study first counts its version up, which holds the study's row until the change is committed: versions are committed in their order, so whoever asks for what is newer
/// than a version misses nothing. A fault that may pass is tried again, as <see cref="RetryOptions"/> says. A connection that breaks while it commits leaves open whether it did;
/// the next try then finds what it was to write, and takes it for its own.
/// </remarks>
public abstract class SqlStudyStore : IStudyStore, IPastWinners, IDisposable
{
    private readonly RetryOptions retries;
    private readonly TimeProvider time;

    private protected SqlStudyStore(string address, RetryOptions? retries, TimeProvider? time)
    {
        (Address, this.retries, this.time) = (address, retries ?? new RetryOptions(), time ?? TimeProvider.System);
        var problems = this.retries.Problems().ToList();
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(retries));
    }

    /// <summary>Where it is, for people; without a password.</summary>
    public string Address { get; }

    public IReadOnlyList<string> Names => Read("SELECT name FROM studies ORDER BY made, name", [], row => row.GetString(0));

    public StudyDefinition? Find(string name) =>
        Read("SELECT definition FROM studies WHERE name = @study", [("study", name)], row => row.GetString(0)) is [var definition]
            ? Parsed($"study '{name}'", definition, text => JsonSerializer.Deserialize(text, TuningJson.Default.StudyDefinition))
            : null;

    public bool TryCreate(StudyDefinition definition)
    {
        var text = JsonSerializer.Serialize(definition, TuningJson.Default.StudyDefinition);
        return Change(
            transaction => transaction.Do(
                """
                INSERT INTO studies (name, made, version, definition) SELECT @study, coalesce(max(made), 0) + 1, 0, @definition FROM studies
                WHERE true ON CONFLICT (name) DO NOTHING
                """, ("study", definition.Name), ("definition", text)) > 0,
            transaction => transaction.Ask("SELECT definition FROM studies WHERE name = @study", ("study", definition.Name)) is string found && found == text);
    }

    public StudyChanges Changes(string study, long since)
    {
        // One statement, so that version and trials are of one moment.
        var rows = Read("SELECT s.version, t.trial FROM studies s LEFT JOIN trials t ON t.study = s.name AND t.version > @since WHERE s.name = @study ORDER BY t.number",
            [("study", study), ("since", since)], row => (Version: row.GetInt64(0), Trial: row.IsDBNull(1) ? null : row.GetString(1)));
        if (rows.Count == 0) throw Missing(study);
        return new StudyChanges([.. rows.Select(row => row.Trial).OfType<string>().Select(text => Parsed($"a trial of study '{study}'", text, json => JsonSerializer.Deserialize(json, TuningJson.Default.Trial)))], rows[0].Version);
    }

    public bool TryAdd(string study, Trial trial)
    {
        var text = Text(trial);
        return Change(
            transaction => transaction.Do(
                """
                INSERT INTO trials (study, number, state, attempt, version, trial) VALUES (@study, @number, @state, @attempt, @version, @trial)
                ON CONFLICT (study, number) DO NOTHING
                """,
                ("study", study), ("version", NextVersion(transaction, study)), ("number", (long)trial.Number), ("state", trial.State.ToString()), ("attempt", (long)trial.Attempt), ("trial", text)) > 0,
            transaction => IsThere(transaction, study, trial.Number, text));
    }

    public bool TryReplace(string study, Trial before, Trial after)
    {
        var text = Text(after);
        return Change(
            transaction => transaction.Do(
                """
                UPDATE trials SET state = @state, attempt = @attempt, version = @version, trial = @trial
                WHERE study = @study AND number = @number AND state = @stateBefore AND attempt = @attemptBefore
                """,
                ("study", study), ("version", NextVersion(transaction, study)), ("number", (long)before.Number), ("state", after.State.ToString()), ("attempt", (long)after.Attempt), ("trial", text),
                ("stateBefore", before.State.ToString()), ("attemptBefore", (long)before.Attempt)) > 0,
            transaction => IsThere(transaction, study, before.Number, text));
    }

    public bool Delete(string study) => Change(
        transaction =>
        {
            // The study first: whoever adds a trial meanwhile holds its row, and is waited for.
            var found = transaction.Do("DELETE FROM studies WHERE name = @study", ("study", study)) > 0;
            transaction.Do("DELETE FROM trials WHERE study = @study", ("study", study));
            return found;
        },
        _ => true);

    public IReadOnlyList<PastWinner> All =>
        [.. Read("SELECT winner FROM winners ORDER BY study, objective", [], row => row.GetString(0))
            .Select(text => Parsed("a past winner", text, json => JsonSerializer.Deserialize(json, TuningJson.Default.PastWinner))).OrderBy(winner => winner.At)];

    public void Add(PastWinner winner)
    {
        var text = JsonSerializer.Serialize(winner, TuningJson.Default.PastWinner);
        Change(
            transaction => transaction.Do(
                "INSERT INTO winners (study, objective, winner) VALUES (@study, @objective, @winner) ON CONFLICT (study, objective) DO UPDATE SET winner = excluded.winner",
                ("study", winner.Study), ("objective", winner.Objective.Name), ("winner", text)) > 0,
            _ => true);
    }

    public abstract void Dispose();

    /// <summary>Works with a connection that is open.</summary>
    internal abstract T Use<T>(Func<DbConnection, T> work);

    /// <summary>Keeps others from making tables at the same time, and looks whether there are some.</summary>
    private protected abstract bool HasTables(DbTransaction transaction);

    /// <summary>Whether a fault may pass by itself.</summary>
    private protected abstract bool IsTransient(DbException fault);

    /// <summary>Makes tables where there are none; the last step of opening.</summary>
    private protected void EnsureTables() => Change(
        transaction =>
        {
            SqlTables.Ensure(transaction, HasTables(transaction), Address);
            return true;
        },
        _ => true);

    private static string Text(Trial trial) => JsonSerializer.Serialize(trial, TuningJson.Default.Trial);

    private static object NextVersion(DbTransaction transaction, string study) =>
        transaction.Ask("UPDATE studies SET version = version + 1 WHERE name = @study RETURNING version", ("study", study)) ?? throw Missing(study);

    private static bool IsThere(DbTransaction transaction, string study, int number, string text) =>
        transaction.Ask("SELECT trial FROM trials WHERE study = @study AND number = @number", ("study", study), ("number", (long)number)) is string found && found == text;

    private static KeyNotFoundException Missing(string study) => new($"There is no study '{study}'.");

    private T Parsed<T>(string what, string text, Func<string, T?> parse)
        where T : class
    {
        try
        {
            return parse(text) ?? throw new JsonException("there is nothing");
        }
        catch (JsonException fault)
        {
            throw new ConnectorException($"{Address}: {what} cannot be read: {fault.Message}", isTransient: false, fault);
        }
    }

    private List<T> Read<T>(string query, (string Name, object Value)[] parameters, Func<DbDataReader, T> row) => Try(connection =>
    {
        using var command = connection.Command(query, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    });

    /// <summary>One transaction.</summary>
    /// <param name="change">False if it found nothing to change; what it did is undone then.</param>
    /// <param name="isThere">Asked instead when a try before may have been committed: whether what was to be written is there.</param>
    private bool Change(Func<DbTransaction, bool> change, Func<DbTransaction, bool> isThere)
    {
        var perhapsDone = false;
        return Try(connection =>
        {
            using var transaction = connection.BeginTransaction();
            if (!change(transaction)) return perhapsDone && isThere(transaction);
            perhapsDone = true;
            transaction.Commit();
            return true;
        });
    }

    private T Try<T>(Func<DbConnection, T> work)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return Use(work);
            }
            catch (DbException fault)
            {
                var isTransient = IsTransient(fault);
                if (!isTransient || tried >= retries.Tries) throw new ConnectorException($"{Address}: {fault.Message}", isTransient, fault);
            }
            retries.Pause(tried, time);
        }
    }
}
