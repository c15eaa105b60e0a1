using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.SystemTests.Datastore;

/// <summary>What every store of studies must do.</summary>
public abstract class StudyStoreContract : IDisposable
{
    private readonly List<IStudyStore> opened = [];

    /// <summary>A store on the place of this test, which is empty at first; each call opens it once more.</summary>
    protected abstract IStudyStore Open();

    protected static readonly StudyDefinition Definition = new("fans & pumps 'ü'",
        new SearchSpace(
        [
            new ChoiceParameter("kind", ["dense", "lstm"]),
            new IntegerParameter("units", 4, 256) { Scale = ParameterScale.Log },
            new RealParameter("rate", 0, 1) { Step = 0.25, When = new ParameterCondition("kind", ["lstm"]) },
        ]),
        [new StudyObjective("vusPr", Goal.Maximize), new StudyObjective("seconds", Goal.Minimize)])
    {
        Seed = 3,
        Defaults = new Dictionary<string, string> { ["kind"] = "dense" },
        Facts = new Dictionary<string, string> { ["data"] = "a\"b\\c\n" },
    };

    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly Trial Full = new(0)
    {
        State = TrialState.Complete,
        Values = new Dictionary<string, double> { ["kind"] = 1, ["rate"] = 0.1 + 0.2 },
        Objectives = [0.75, double.Epsilon],
        Steps = [new TrialStep(1, -0.0), new TrialStep(7, 1e300)],
        Figures = new Dictionary<string, double> { ["auc"] = double.NaN, ["ratio"] = double.PositiveInfinity },
        Origin = "sampled",
        Attempt = 2,
        Worker = "a'b",
        Started = Noon,
        Seen = Noon.AddTicks(1),
        Ended = Noon.AddTicks(2),
        Failure = "it \"broke\"",
    };

    [Fact]
    public void A_new_store_has_nothing()
    {
        var store = Store();
        Assert.Empty(store.Names);
        Assert.Null(store.Find("any"));
        Assert.False(store.Delete("any"));
        Assert.Throws<KeyNotFoundException>(() => store.Changes("any", 0));
        Assert.Throws<KeyNotFoundException>(() => store.TryAdd("any", new Trial(0)));
        Assert.Throws<KeyNotFoundException>(() => store.TryReplace("any", new Trial(0), new Trial(0)));
    }

    [Fact]
    public void A_study_is_found_as_it_was_made_and_its_name_is_taken()
    {
        var store = Store();
        Assert.True(store.TryCreate(Definition));
        Assert.False(store.TryCreate(Definition));
        Assert.False(store.TryCreate(Definition with { Seed = 4 }));
        Assert.Equal(Definition, store.Find(Definition.Name));
        Assert.Empty(store.Changes(Definition.Name, 0).Trials);
    }

    [Fact]
    public void Names_come_in_the_order_of_their_making()
    {
        var store = Store();
        foreach (var name in (string[])["b", "c", "a"]) store.TryCreate(Definition with { Name = name });
        Assert.Equal(["b", "c", "a"], store.Names);
        Assert.True(store.Delete("c"));
        store.TryCreate(Definition with { Name = "c" });
        Assert.Equal(["b", "a", "c"], store.Names);
    }

    [Fact]
    public void A_trial_comes_back_as_it_was_to_the_bit()
    {
        var store = Store();
        store.TryCreate(Definition);
        store.TryAdd(Definition.Name, Full);
        store.TryAdd(Definition.Name, new Trial(1));
        var trials = store.Changes(Definition.Name, 0).Trials;
        Assert.Equal(Plain(Full), Plain(trials[0]));
        Assert.Equal(Plain(new Trial(1)), Plain(trials[1]));
    }

    [Fact]
    public void A_number_is_given_out_once()
    {
        var store = Store();
        store.TryCreate(Definition);
        Assert.True(store.TryAdd(Definition.Name, new Trial(0) { Worker = "a" }));
        Assert.False(store.TryAdd(Definition.Name, new Trial(0) { Worker = "b" }));
        Assert.Equal("a", Assert.Single(store.Changes(Definition.Name, 0).Trials).Worker);
    }

    [Fact]
    public void A_trial_is_replaced_only_while_its_state_and_attempt_are_those_before()
    {
        var store = Store();
        store.TryCreate(Definition);
        var running = new Trial(0) { State = TrialState.Running, Attempt = 1 };
        store.TryAdd(Definition.Name, running);
        Assert.False(store.TryReplace(Definition.Name, running with { Attempt = 2 }, running with { State = TrialState.Failed }));
        Assert.False(store.TryReplace(Definition.Name, running with { State = TrialState.Waiting }, running with { State = TrialState.Failed }));
        Assert.False(store.TryReplace(Definition.Name, running with { Number = 1 }, running with { Number = 1 }));
        Assert.True(store.TryReplace(Definition.Name, running with { Worker = "whoever" }, running with { State = TrialState.Failed }));
        Assert.Equal(TrialState.Failed, Assert.Single(store.Changes(Definition.Name, 0).Trials).State);
    }

    [Fact]
    public void Changes_are_those_since_a_version_and_what_is_refused_is_none()
    {
        var store = Store();
        store.TryCreate(Definition);
        var name = Definition.Name;
        for (var number = 0; number < 3; number++) store.TryAdd(name, new Trial(number));
        var before = store.Changes(name, 0);
        Assert.Equal([0, 1, 2], before.Trials.Select(trial => trial.Number).Order());
        Assert.False(store.TryAdd(name, new Trial(1)));
        Assert.False(store.TryReplace(name, new Trial(1) { Attempt = 5 }, new Trial(1)));
        Assert.Equal(before.Version, store.Changes(name, before.Version).Version);
        Assert.Empty(store.Changes(name, before.Version).Trials);
        store.TryReplace(name, new Trial(1), new Trial(1) { State = TrialState.Running });
        var after = store.Changes(name, before.Version);
        Assert.Equal(1, Assert.Single(after.Trials).Number);
        Assert.Empty(store.Changes(name, after.Version).Trials);
    }

    [Fact]
    public void Deleting_a_study_takes_its_trials_along_and_no_others()
    {
        var store = Store();
        foreach (var name in (string[])["a", "b"])
        {
            store.TryCreate(Definition with { Name = name });
            store.TryAdd(name, new Trial(0));
        }
        Assert.True(store.Delete("a"));
        store.TryCreate(Definition with { Name = "a" });
        Assert.Empty(store.Changes("a", 0).Trials);
        Assert.Single(store.Changes("b", 0).Trials);
    }

    [Fact]
    public async Task Of_many_that_want_one_number_one_gets_it_and_whoever_follows_the_changes_misses_none()
    {
        const int Most = 40;
        Store().TryCreate(Definition);
        var name = Definition.Name;
        var stores = Enumerable.Range(0, 5).Select(_ => Store()).ToList();
        var known = new Dictionary<int, Trial>();
        var writers = stores.Skip(1).Select((store, worker) => Task.Run(() =>
        {
            var won = new List<int>();
            for (var number = 0; number < Most; number++)
            {
                var trial = new Trial(number) { State = TrialState.Running, Worker = $"{worker}" };
                if (store.TryAdd(name, trial) && store.TryReplace(name, trial, trial with { State = TrialState.Complete })) won.Add(number);
            }
            return won;
        })).ToList();
        var all = Task.WhenAll(writers);
        long version = 0;
        for (var last = false; ;)
        {
            var changes = stores[0].Changes(name, version);
            foreach (var trial in changes.Trials) known[trial.Number] = trial;
            version = changes.Version;
            if (last) break;
            last = all.IsCompleted;
        }
        Assert.Equal(Enumerable.Range(0, Most), (await all).SelectMany(won => won).Order());
        Assert.Equal(Enumerable.Range(0, Most), known.Keys.Order());
        Assert.All(known.Values, trial => Assert.Equal(TrialState.Complete, trial.State));
        Assert.Equal(2 * Most, version);
    }

    public void Dispose()
    {
        foreach (var store in opened.OfType<IDisposable>()) store.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected virtual void CleanUp()
    {
    }

    protected IStudyStore Store()
    {
        opened.Add(Open());
        return opened[^1];
    }

    /// <summary>As text, for comparison: bits of numbers, order of dictionaries and all.</summary>
    private static string Plain(Trial trial) => string.Join("; ",
    [
        $"{trial.Number} {trial.State} {trial.Origin} {trial.Attempt} {trial.Worker} {trial.Failure} {trial.Started:O} {trial.Seen:O} {trial.Ended:O}",
        .. trial.Values.Concat(trial.Figures).Select(pair => $"{pair.Key} {BitConverter.DoubleToInt64Bits(pair.Value)}"),
        .. trial.Objectives.Select(value => $"{BitConverter.DoubleToInt64Bits(value)}"),
        .. trial.Steps.Select(step => $"{step.Step} {BitConverter.DoubleToInt64Bits(step.Value)}"),
    ]);
}
