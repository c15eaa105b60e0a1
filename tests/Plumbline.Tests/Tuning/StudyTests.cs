using Plumbline.Tuning;
using Plumbline.Tuning.Pruners;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning;

public sealed class StudyTests
{
    [Fact]
    public void The_defaults_are_the_first_trial()
    {
        var study = Studies.Open();
        var trial = study.Asked();
        Assert.Equal((0, "defaults"), (trial.Number, study.Trials[0].Origin));
        Assert.Equal(0.5, trial.Values["rate"]);
        Assert.Equal("2", trial.Settings["depth"]);
        Assert.Equal("sampled", study.Asked() is var next ? study.Trials[next.Number].Origin : "");
    }

    [Fact]
    public void Defaults_out_of_the_space_are_left_as_they_are()
    {
        var study = Studies.Open(definition: Studies.Definition with { Defaults = new Dictionary<string, string> { ["rate"] = "3", ["depth"] = "2", ["other"] = "x" } });
        var trial = study.Asked();
        Assert.Equal(["depth"], trial.Values.Keys);
        Assert.Equal(["depth"], trial.Settings.Keys);
    }

    [Fact]
    public void What_is_enqueued_comes_next_in_its_order_and_once()
    {
        var study = Studies.Open();
        Assert.True(study.Enqueue(new Dictionary<string, string> { ["rate"] = "0.25", ["depth"] = "3" }));
        Assert.True(study.Enqueue(new Dictionary<string, string> { ["rate"] = "0.75", ["depth"] = "3" }, "by hand"));
        Assert.False(study.Enqueue(new Dictionary<string, string> { ["rate"] = "0.25", ["depth"] = "3" }));
        Assert.False(study.Enqueue(Studies.Definition.Defaults));
        Assert.Equal([0.5, 0.25, 0.75], Enumerable.Range(0, 3).Select(_ => study.Asked().Values["rate"]));
        Assert.Equal(["defaults", "enqueued", "by hand"], study.Trials.Select(trial => trial.Origin));
        Assert.Equal(3, study.Asked().Number);
    }

    [Fact]
    public void The_best_is_the_earlier_one_of_equals()
    {
        var study = Studies.Open();
        Assert.Null(study.Best);
        foreach (var loss in (double[])[3, 1, 2, 1]) study.Asked().Tell([loss]);
        Assert.Equal(1, study.Best!.Number);
        study = Studies.Open(definition: Studies.Definition with { Objectives = [new StudyObjective("area", Goal.Maximize)] });
        foreach (var area in (double[])[0.3, 0.9, 0.2]) study.Asked().Tell([area]);
        Assert.Equal(1, study.Best!.Number);
    }

    [Fact]
    public void The_front_is_what_nothing_beats()
    {
        var study = Studies.Open(definition: Studies.Definition with { Objectives = [new StudyObjective("area", Goal.Maximize), new StudyObjective("seconds", Goal.Minimize)] });
        foreach (var (area, seconds) in ((double, double)[])[(0.5, 10), (0.9, 20), (0.4, 10), (0.9, 25), (0.1, 1)]) study.Asked().Tell([area, seconds]);
        Assert.Equal([0, 1, 4], study.Front.Select(trial => trial.Number));
    }

    [Fact]
    public void A_lost_workers_trial_is_begun_again_and_what_it_tells_does_not_count()
    {
        var time = new SetTime();
        var study = Studies.Open(time: time);
        var lost = study.Asked("first");
        lost.Report(1, 0.5);
        time.Pass(TimeSpan.FromSeconds(61));
        var again = study.Asked("second");
        Assert.Equal(lost.Number, again.Number);
        Assert.Equal((2, "second", 0), (study.Trials[0].Attempt, study.Trials[0].Worker, study.Trials[0].Steps.Count));
        Assert.True(lost.IsMine); // it has not heard yet
        Assert.False(lost.Tell([0]));
        Assert.False(lost.IsMine);
        Assert.True(again.Tell([1]));
        Assert.Equal(1, study.Best!.Objectives[0]);
    }

    [Fact]
    public void A_worker_that_is_known_to_be_gone_is_not_waited_for()
    {
        var study = Studies.Open();
        study.Asked("gone");
        var other = study.Asked("there");
        study.GiveUpLost(worker => worker == "gone");
        Assert.Equal([TrialState.Waiting, TrialState.Running], study.Trials.Select(trial => trial.State));
        Assert.True(other.Tell([1]));
        Assert.Equal(0, study.Asked("there").Number);
    }

    [Fact]
    public void Heartbeats_and_reports_keep_a_trial()
    {
        var time = new SetTime();
        var study = Studies.Open(time: time);
        var trial = study.Asked();
        for (var i = 0; i < 4; i++)
        {
            time.Pass(TimeSpan.FromSeconds(50));
            if (i % 2 == 0) trial.Heartbeat();
            else Assert.False(trial.Report(i, 1));
            study.GiveUpLost();
        }
        Assert.True(trial.Tell([1]));
    }

    [Fact]
    public void Settings_that_kill_their_worker_fail_after_the_last_attempt()
    {
        var time = new SetTime();
        var study = Studies.Open(new StudyOptions { MostAttempts = 2 }, time: time);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            Assert.Equal(0, study.Asked().Number);
            time.Pass(TimeSpan.FromMinutes(2));
        }
        Assert.Equal(1, study.Asked().Number);
        Assert.Equal((TrialState.Failed, 2), (study.Trials[0].State, study.Trials[0].Attempt));
        Assert.Contains("lost", study.Trials[0].Failure);
        Assert.NotNull(study.Trials[0].Ended);
    }

    [Fact]
    public void It_stops_after_so_many_trials_and_begins_no_more_meanwhile()
    {
        var study = Studies.Open(new StudyOptions { Stop = new StopRules { Trials = 3 } });
        AskedTrial[] trials = [study.Asked(), study.Asked(), study.Asked()];
        Assert.Null(study.Ask("another"));
        Assert.Null(study.StopReason);
        trials[0].Tell([1]);
        trials[1].Fail("it broke");
        Assert.Null(study.StopReason);
        trials[2].Prune();
        Assert.Contains("3 trials", study.StopReason);
    }

    [Fact]
    public void It_stops_when_its_time_is_up_since_it_was_opened()
    {
        var (time, store) = (new SetTime(), new MemoryStudyStore());
        var options = new StudyOptions { Stop = new StopRules { Time = TimeSpan.FromMinutes(5) }, LostAfter = TimeSpan.FromDays(1) };
        var study = Studies.Open(options, store, time);
        var trial = study.Asked();
        time.Pass(TimeSpan.FromMinutes(5));
        Assert.Null(study.Ask("worker"));
        Assert.True(trial.Tell([1])); // what has begun is finished
        Assert.NotNull(Studies.Open(options, store, time).Ask("worker"));
    }

    [Fact]
    public void It_stops_at_its_target_and_when_patience_ends()
    {
        var study = Studies.Open(new StudyOptions { Stop = new StopRules { Target = 0.1 } });
        study.Asked().Tell([0.2]);
        Assert.Null(study.StopReason);
        study.Asked().Tell([0.1]);
        Assert.Contains("0.1", study.StopReason);

        study = Studies.Open(new StudyOptions { Stop = new StopRules { Patience = 2 } });
        foreach (var loss in (double[])[5, 6, 4, 4]) study.Asked().Tell([loss]);
        study.Asked().Fail("failed ones do not count");
        Assert.Null(study.StopReason);
        study.Asked().Prune();
        Assert.NotNull(study.StopReason);
    }

    [Fact]
    public void It_stops_when_the_sampler_has_nothing_left_and_all_is_done()
    {
        var study = Studies.Open(new StudyOptions { Sampler = new Nothing() });
        var trial = study.Asked();
        Assert.Null(study.Ask("another"));
        Assert.Null(study.StopReason);
        trial.Tell([1]);
        Assert.Equal("there is nothing left to try", study.StopReason);
    }

    [Fact]
    public void Another_study_of_the_same_name_is_refused_with_what_differs()
    {
        var store = new MemoryStudyStore();
        Studies.Open(store: store);
        Studies.Open(store: store);
        var definition = Studies.Definition;
        Assert.Contains("search space", Differs(definition with { Space = new SearchSpace([new RealParameter("rate", 0, 2)]) }));
        Assert.Contains("seed", Differs(definition with { Seed = 1 }));
        Assert.Contains("objectives (loss)", Differs(definition with { Objectives = [new StudyObjective("area", Goal.Maximize)] }));
        Assert.Contains("facts", Differs(definition with { Facts = new Dictionary<string, string> { ["data"] = "other.csv" } }));
        string Differs(StudyDefinition other) => Assert.Throws<StudyDiffersException>(() => Studies.Open(store: store, definition: other)).Message;
    }

    [Fact]
    public void All_problems_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => Studies.Open(
            new StudyOptions { MostAttempts = 0, Sampler = new GaussianProcessSampler { Kappa = -1 }, Pruner = new MedianPruner { Interval = 0 } },
            definition: Studies.Definition with { Name = " ", Objectives = [] })).Message;
        Assert.All(["mostAttempts", "sampler.kappa", "pruner.interval", "name", "objective"], problem => Assert.Contains(problem, message));
        Assert.Throws<ArgumentException>(() => Studies.Open(new StudyOptions { Pruner = new MedianPruner() },
            definition: Studies.Definition with { Objectives = [new StudyObjective("a", Goal.Minimize), new StudyObjective("b", Goal.Minimize)] }));
    }

    [Fact]
    public async Task Several_threads_get_every_number_once()
    {
        const int trials = 120;
        var (store, time) = (new MemoryStudyStore(), new SetTime());
        var options = new StudyOptions { Stop = new StopRules { Trials = trials } };
        var shared = Studies.Open(options, store, time);
        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(() =>
        {
            var study = worker % 2 == 0 ? shared : Studies.Open(options, store, time);
            var mine = new List<int>();
            while (study.Ask($"worker {worker}") is { } trial)
            {
                mine.Add(trial.Number);
                Assert.True(trial.Tell([trial.Values["rate"]]));
            }
            return mine;
        })));
        Assert.Equal(Enumerable.Range(0, trials), taken.SelectMany(mine => mine).Order());
        Assert.Equal(trials, shared.Trials.Count(trial => trial.State == TrialState.Complete));
    }

    private sealed record Nothing : Sampler
    {
        public override IReadOnlyDictionary<string, double>? Sample(SamplingContext context) => null;
    }
}
