using System.Data.Common;
using System.Diagnostics;
using Plumbline.Connectors;
using Plumbline.Connectors.Datastore;
using Plumbline.StudyWorker;
using Plumbline.Tests.Tuning;
using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.SystemTests.Datastore;

/// <summary>What every store in a database must do beside.</summary>
public abstract class SqlStudyStoreContract(ITestOutputHelper output) : StudyStoreContract, IDisposable
{
    protected static readonly StudyDefinition Definition = new("fans & pumps 'ü'",
        new SearchSpace([new ChoiceParameter("kind", ["dense", "lstm"])]), [new StudyObjective("vusPr", Goal.Maximize), new StudyObjective("seconds", Goal.Minimize)]);

    private readonly List<SqlStudyStore> opened = [];

    /// <summary>Of the database of this test, which is empty at first.</summary>
    protected abstract string Address { get; }

    protected abstract DbConnection Connect();

    protected override IStudyStore Create() => Store();

    /// <summary>Opens the store once more.</summary>
    protected SqlStudyStore Store()
    {
        opened.Add((SqlStudyStore)Connectors.Datastore.Datastore.OpenStudies(Address));
        return opened[^1];
    }

    public void Dispose()
    {
        foreach (var store in opened) store.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins or ends a measurement: the database must do all it does for people.</summary>
    protected virtual void Measured(bool isOn)
    {
    }

    protected virtual void CleanUp()
    {
    }

    [Fact]
    public void A_missing_study_takes_no_trials()
    {
        var store = Store();
        Assert.Throws<KeyNotFoundException>(() => store.TryAdd("any", new Trial(0)));
        Assert.Throws<KeyNotFoundException>(() => store.TryReplace("any", new Trial(0), new Trial(0)));
        Assert.False(store.Delete("any"));
    }

    [Fact]
    public void Numbers_come_back_to_the_bit_and_those_that_are_none_as_such()
    {
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon, 0.1 + 0.2, 1e300];
        var store = Store();
        store.TryCreate(Definition);
        store.TryAdd(Definition.Name, new Trial(0) { Figures = odd.Index().ToDictionary(pair => $"{pair.Index}", pair => pair.Item), Worker = null });
        var back = Assert.Single(store.Changes(Definition.Name, 0).Trials);
        Assert.Equal(odd.Select(BitConverter.DoubleToInt64Bits), back.Figures.Values.Select(BitConverter.DoubleToInt64Bits));
        Assert.Null(back.Worker);
    }

    [Fact]
    public void What_is_refused_does_not_count_the_version_up()
    {
        var store = Store();
        store.TryCreate(Definition);
        store.TryAdd(Definition.Name, new Trial(0));
        Assert.False(store.TryAdd(Definition.Name, new Trial(0)));
        Assert.False(store.TryReplace(Definition.Name, new Trial(0) { Attempt = 5 }, new Trial(0)));
        Assert.Equal(1, store.Changes(Definition.Name, 0).Version);
    }

    [Fact]
    public async Task Of_many_stores_that_want_one_number_one_gets_it_and_another_that_follows_the_changes_misses_none()
    {
        const int Most = 40;
        var follower = Store();
        follower.TryCreate(Definition);
        var name = Definition.Name;
        var writers = Enumerable.Range(0, 4).Select(_ => Store()).ToList().Select((store, worker) => Task.Run(() =>
        {
            var won = new List<int>();
            for (var number = 0; number < Most; number++)
            {
                var trial = new Trial(number) { State = TrialState.Running, Worker = $"{worker}" };
                if (store.TryAdd(name, trial) && store.TryReplace(name, trial, trial with { State = TrialState.Complete })) won.Add(number);
            }
            return won;
        }));
        var all = Task.WhenAll(writers);
        var known = new Dictionary<int, Trial>();
        long version = 0;
        for (var isLast = false; ; isLast = all.IsCompleted)
        {
            var changes = follower.Changes(name, version);
            foreach (var trial in changes.Trials) known[trial.Number] = trial;
            version = changes.Version;
            if (isLast) break;
        }
        Assert.Equal(Enumerable.Range(0, Most), (await all).SelectMany(won => won).Order());
        Assert.Equal(Enumerable.Range(0, Most), known.Keys.Order());
        Assert.All(known.Values, trial => Assert.Equal(TrialState.Complete, trial.State));
        Assert.Equal(2 * Most, version);
    }

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
            using var store = Connectors.Datastore.Datastore.OpenStudies(Address) as SqlStudyStore;
            return store!.TryCreate(Definition);
        })));
        Assert.Single(made, true);
    }

    [Fact]
    public void Tables_of_a_newer_program_are_left_alone()
    {
        Store().TryCreate(Definition);
        Do("UPDATE schema_version SET version = 99");
        var fault = Assert.Throws<ConnectorException>(Store);
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
        var winners = Store();
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
        Assert.Equal([("b", "vusPr", 0.5), ("a", "vusPr", 0.75), ("a", "seconds", 0.5)], Store().All.Select(winner => (winner.Study, winner.Objective.Name, winner.Value)));
        Assert.Equal(first.Settings, winners.All[0].Settings);
        Assert.Equal(first.Descriptors, winners.All[0].Descriptors);
    }

    /// <remarks>The bound is generous; what was measured where nothing else ran is in docs/adr/013-studies-in-sql.md.</remarks>
    [Fact]
    public void A_study_with_a_thousand_trials_still_asks_and_tells_in_milliseconds()
    {
        Measured(true);
        var study = Study.Open(BraninStudy.Definition("branin"), Store(), new StudyOptions());
        double MedianMilliseconds(int trials)
        {
            var taken = new List<double>();
            for (var i = 0; i < trials; i++)
            {
                var start = Stopwatch.GetTimestamp();
                var asked = study.Ask("worker")!;
                asked.Tell([BraninStudy.ValueOf(asked.Values)]);
                taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            return taken.Order().ElementAt(trials / 2);
        }

        var (first, _, last) = (MedianMilliseconds(100), MedianMilliseconds(900), MedianMilliseconds(100));
        output.WriteLine($"{GetType().Name}: ask and tell {first:0.00} ms in the first hundred trials, {last:0.00} ms after a thousand (medians)");
        Measured(false);
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
