using System.Data.Common;
using System.Diagnostics;
using Plumbline.Connectors;
using Plumbline.Connectors.Datastore;
using Plumbline.StudyWorker;
using Plumbline.Tuning;

namespace Plumbline.SystemTests.Datastore;

/// <summary>What every store in a database must do beside.</summary>
public abstract class SqlStudyStoreContract(ITestOutputHelper output) : StudyStoreContract
{
    protected abstract string Address { get; }

    protected abstract DbConnection Connect();

    protected override IStudyStore Open() => Connectors.Datastore.Datastore.OpenStudies(Address);

    [Fact]
    public void What_one_has_written_another_that_opens_it_finds()
    {
        var (one, other) = (Store(), Store());
        one.TryCreate(Definition);
        one.TryAdd(Definition.Name, new Trial(0));
        Assert.Single(other.Changes(Definition.Name, 0).Trials);
        Assert.Single(Store().Changes(Definition.Name, 0).Trials);
    }

    [Fact]
    public async Task Many_may_open_a_new_store_at_once()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var store = (SqlStudyStore)Open();
            return store.TryCreate(Definition);
        })));
        Assert.Single(made, true);
    }

    [Fact]
    public void Tables_of_a_newer_program_are_left_alone()
    {
        Store().TryCreate(Definition);
        Do("UPDATE schema_version SET version = 99");
        var fault = Assert.Throws<ConnectorException>(Open);
        Assert.False(fault.IsTransient);
        Assert.Contains("tables of version 99; this program knows version 1", fault.Message);
    }

    [Fact]
    public void A_study_that_cannot_be_read_is_named()
    {
        var store = Store();
        store.TryCreate(Definition);
        Do("UPDATE studies SET definition = '{\"name\": \"x\", \"unheardOf\": 1}'");
        var fault = Assert.Throws<ConnectorException>(() => store.Find(Definition.Name));
        Assert.False(fault.IsTransient);
        Assert.Contains(Definition.Name, fault.Message);
    }

    [Fact]
    public void Winners_are_kept_one_for_each_study_and_objective()
    {
        var winners = (IPastWinners)Store();
        var at = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
        var first = new PastWinner("a", Definition.Objectives[0], 0.5, at)
        {
            Parameters = ["kind"],
            Settings = new Dictionary<string, string> { ["kind"] = "dense" },
            Descriptors = new Dictionary<string, double> { ["logRows"] = 9.5, ["odd"] = double.NaN },
        };
        Assert.Empty(winners.All);
        winners.Add(first with { At = at.AddDays(1) });
        winners.Add(first with { Study = "b" });
        winners.Add(first with { At = at.AddDays(2), Value = 0.75 });
        winners.Add(first with { Objective = Definition.Objectives[1], At = at.AddDays(3) });
        Assert.Equal([("b", "vusPr", 0.5), ("a", "vusPr", 0.75), ("a", "seconds", 0.5)], ((IPastWinners)Store()).All.Select(winner => (winner.Study, winner.Objective.Name, winner.Value)));
        Assert.Equal(first.Settings, winners.All[0].Settings);
        Assert.Equal(first.Descriptors, winners.All[0].Descriptors);
    }

    /// <remarks>The bound is generous; what was measured where nothing else ran is in docs/adr/013-studies-in-sql.md.</remarks>
    [Fact]
    public void A_study_with_a_thousand_trials_still_asks_and_tells_in_milliseconds()
    {
        var study = Study.Open(BraninStudy.Definition("branin"), Store(), new StudyOptions());
        double Milliseconds(int trials)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < trials; i++)
            {
                var asked = study.Ask("worker")!;
                asked.Tell([BraninStudy.ValueOf(asked.Values)]);
            }
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds / trials;
        }

        var (first, _, last) = (Milliseconds(100), Milliseconds(900), Milliseconds(100));
        output.WriteLine($"{GetType().Name}: ask and tell {first:0.00} ms in the first hundred trials, {last:0.00} ms after a thousand");
        Assert.InRange(last, 0, 200);
    }

    protected void Do(string sql)
    {
        using var connection = Connect();
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of these tests
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
