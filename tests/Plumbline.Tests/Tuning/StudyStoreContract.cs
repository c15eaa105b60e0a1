using System.Text.Json;
using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning;

/// <summary>What every store of studies does.</summary>
public abstract class StudyStoreContract
{
    private static readonly StudyDefinition Definition = new("a study", new SearchSpace(
        [
            new ChoiceParameter("model.kind", ["dense", "lstm"]),
            new ChoiceParameter("model.units", ["[64, 32]", "[128, 64]"]) { When = new ParameterCondition("model.kind", ["dense"]) },
            new MirroredParameter("model.decoder", "model.units"),
            new RealParameter("train.learningRate", 1e-4, 0.1) { Scale = ParameterScale.Log },
            new IntegerParameter("window", 4, 64) { Step = 4 },
        ]), [new StudyObjective("vusPr", Goal.Maximize), new StudyObjective("seconds", Goal.Minimize)])
    {
        Seed = 3,
        Defaults = new Dictionary<string, string> { ["model.kind"] = "dense", ["window"] = "30" },
        Facts = new Dictionary<string, string> { ["data"] = "a file.csv", ["split"] = "0.7" },
    };

    /// <summary>A store without studies.</summary>
    protected abstract IStudyStore Create();

    [Fact]
    public void A_study_is_found_as_it_was_made()
    {
        var store = Create();
        Assert.Null(store.Find(Definition.Name));
        Assert.Empty(store.Names);
        Assert.True(store.TryCreate(Definition));
        Assert.Equal(Definition, store.Find(Definition.Name));
        Assert.Null(store.Find("another"));
    }

    [Fact]
    public void A_name_is_taken_once()
    {
        var store = Create();
        Assert.True(store.TryCreate(Definition));
        Assert.False(store.TryCreate(Definition));
        Assert.False(store.TryCreate(Definition with { Seed = 4 }));
        Assert.Equal(3, store.Find(Definition.Name)!.Seed);
    }

    [Fact]
    public void Names_stand_in_the_order_of_their_making()
    {
        var store = Create();
        foreach (var name in (string[])["zebra", "ant", "a study's \"name\""]) Assert.True(store.TryCreate(Definition with { Name = name }));
        Assert.Equal(["zebra", "ant", "a study's \"name\""], store.Names);
    }

    [Fact]
    public void A_trial_comes_back_as_it_went_in()
    {
        var store = Create();
        store.TryCreate(Definition);
        var trial = Whole(0);
        Assert.True(store.TryAdd(Definition.Name, trial));
        Assert.True(store.TryAdd(Definition.Name, new Trial(1)));
        var changes = store.Changes(Definition.Name, 0);
        Assert.Equal([Text(trial), Text(new Trial(1))], changes.Trials.OrderBy(one => one.Number).Select(Text));
    }

    [Fact]
    public void A_number_is_taken_once()
    {
        var store = Create();
        store.TryCreate(Definition);
        Assert.True(store.TryAdd(Definition.Name, Whole(0)));
        Assert.False(store.TryAdd(Definition.Name, new Trial(0)));
        Assert.Equal(Text(Whole(0)), Text(Assert.Single(store.Changes(Definition.Name, 0).Trials)));
    }

    [Fact]
    public void Changes_are_those_since_the_version_of_the_answer_before()
    {
        var store = Create();
        store.TryCreate(Definition);
        var none = store.Changes(Definition.Name, 0);
        Assert.Empty(none.Trials);
        for (var number = 0; number < 3; number++) store.TryAdd(Definition.Name, new Trial(number));
        var added = store.Changes(Definition.Name, none.Version);
        Assert.Equal([0, 1, 2], added.Trials.Select(trial => trial.Number).Order());
        Assert.Empty(store.Changes(Definition.Name, added.Version).Trials);
        Assert.True(store.TryReplace(Definition.Name, new Trial(1), new Trial(1) { State = TrialState.Running, Attempt = 1 }));
        var replaced = store.Changes(Definition.Name, added.Version);
        Assert.Equal((1, TrialState.Running), Assert.Single(replaced.Trials) is var trial ? (trial.Number, trial.State) : default);
        Assert.True(replaced.Version > added.Version);
        Assert.Equal(3, store.Changes(Definition.Name, 0).Trials.Count);
    }

    [Fact]
    public void A_trial_is_replaced_only_in_the_state_and_attempt_it_was_seen_in()
    {
        var store = Create();
        store.TryCreate(Definition);
        var running = new Trial(0) { State = TrialState.Running, Attempt = 1 };
        store.TryAdd(Definition.Name, running);
        var version = store.Changes(Definition.Name, 0).Version;
        Assert.False(store.TryReplace(Definition.Name, running with { State = TrialState.Waiting }, running with { State = TrialState.Failed }));
        Assert.False(store.TryReplace(Definition.Name, running with { Attempt = 2 }, running with { State = TrialState.Failed }));
        Assert.False(store.TryReplace(Definition.Name, running with { Number = 1 }, running with { Number = 1, State = TrialState.Failed }));
        Assert.Empty(store.Changes(Definition.Name, version).Trials);
        // What else it was seen with does not count: a heartbeat comes between.
        Assert.True(store.TryReplace(Definition.Name, running with { Worker = "another" }, Whole(0)));
        Assert.Equal(Text(Whole(0)), Text(Assert.Single(store.Changes(Definition.Name, version).Trials)));
    }

    [Fact]
    public void A_study_is_deleted_with_its_trials_and_can_be_made_anew()
    {
        var store = Create();
        store.TryCreate(Definition);
        store.TryCreate(Definition with { Name = "another" });
        store.TryAdd(Definition.Name, Whole(0));
        store.TryAdd("another", Whole(0));
        Assert.True(store.Delete(Definition.Name));
        Assert.False(store.Delete(Definition.Name));
        Assert.Null(store.Find(Definition.Name));
        Assert.Equal(["another"], store.Names);
        Assert.Single(store.Changes("another", 0).Trials);
        Assert.True(store.TryCreate(Definition));
        Assert.Empty(store.Changes(Definition.Name, 0).Trials);
    }

    [Fact]
    public void Of_no_study_there_are_no_changes() => Assert.Throws<KeyNotFoundException>(() => Create().Changes("nobody's", 0));

    [Fact]
    public async Task Of_several_who_want_a_number_or_a_trial_one_gets_it()
    {
        var store = Create();
        store.TryCreate(Definition);
        const int trials = 25;
        var added = await Several(worker => Enumerable.Range(0, trials).Count(number => store.TryAdd(Definition.Name, new Trial(number) { Worker = worker })));
        Assert.Equal(trials, added.Sum());
        var begun = await Several(worker => Enumerable.Range(0, trials).Count(number =>
            store.TryReplace(Definition.Name, new Trial(number), new Trial(number) { State = TrialState.Running, Attempt = 1, Worker = worker })));
        Assert.Equal(trials, begun.Sum());
        Assert.All(store.Changes(Definition.Name, 0).Trials, trial => Assert.Equal(TrialState.Running, trial.State));
    }

    [Fact]
    public async Task Who_follows_the_changes_misses_none()
    {
        var store = Create();
        store.TryCreate(Definition);
        const int each = 20;
        var seen = new Dictionary<int, Trial>();
        var next = -1;
        var writing = Several(worker =>
        {
            for (var i = 0; i < each; i++)
            {
                var trial = new Trial(Interlocked.Increment(ref next));
                store.TryAdd(Definition.Name, trial);
                store.TryReplace(Definition.Name, trial, trial with { State = TrialState.Running, Attempt = 1, Worker = worker });
            }
            return 0;
        });
        long version = 0;
        void Look()
        {
            var changes = store.Changes(Definition.Name, version);
            foreach (var trial in changes.Trials) seen[trial.Number] = trial;
            version = changes.Version;
        }
        while (!writing.IsCompleted)
        {
            Look();
            await Task.Yield();
        }
        await writing;
        Look();
        Assert.Equal(Enumerable.Range(0, 4 * each), seen.Keys.Order());
        Assert.All(seen.Values, trial => Assert.Equal(TrialState.Running, trial.State));
    }

    private static Task<int[]> Several(Func<string, int> work) =>
        Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Factory.StartNew(() => work($"worker {worker}"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    // With something in every property, in numbers that no rounding keeps.
    private static Trial Whole(int number) => new(number)
    {
        State = TrialState.Failed,
        Values = new Dictionary<string, double> { ["model.kind"] = 0, ["train.learningRate"] = 0.1 + 0.2 },
        Objectives = [1.0 / 3, -1e-300],
        Steps = [new TrialStep(1, Math.PI), new TrialStep(5, -1.5)],
        Figures = new Dictionary<string, double> { ["seconds"] = 12.5 },
        Origin = "random",
        Attempt = 2,
        Worker = "host 1 / 17",
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1_234_567),
        Seen = new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero),
        Ended = new DateTimeOffset(2026, 1, 2, 3, 5, 6, TimeSpan.Zero),
        Failure = "it's \"broken\"\nin two lines",
    };

    private static string Text(Trial trial) => JsonSerializer.Serialize(trial, TuningJson.Default.Trial);
}
