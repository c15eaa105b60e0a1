using Plumbline.Tuning;
using Plumbline.Tuning.Pruners;

namespace Plumbline.Tests.Tuning;

public sealed class AskedTrialTests
{
    [Fact]
    public void What_is_told_stands_in_the_study()
    {
        var time = new SetTime();
        var study = Studies.Open(time: time);
        var asked = study.Asked("host");
        time.Pass(TimeSpan.FromSeconds(5));
        Assert.False(asked.Report(1, 0.9));
        Assert.True(asked.Tell([0.7], new Dictionary<string, double> { ["seconds"] = 5 }));
        var trial = study.Trials[0];
        Assert.Equal((TrialState.Complete, "host", 1), (trial.State, trial.Worker, trial.Attempt));
        Assert.Equal([0.7], trial.Objectives);
        Assert.Equal([new TrialStep(1, 0.9)], trial.Steps);
        Assert.Equal(5, trial.Figures["seconds"]);
        Assert.Equal(TimeSpan.FromSeconds(5), trial.Ended - trial.Started);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_finite_fails_the_trial(double loss)
    {
        var study = Studies.Open();
        Assert.True(study.Asked().Tell([loss]));
        Assert.Equal(TrialState.Failed, study.Trials[0].State);
        Assert.Contains("loss is", study.Trials[0].Failure);
        Assert.Null(study.Best);
    }

    [Fact]
    public void A_report_that_is_not_finite_asks_to_end()
    {
        var study = Studies.Open();
        var asked = study.Asked();
        Assert.True(asked.Report(1, double.NaN));
        Assert.True(asked.Prune());
        Assert.Empty(study.Trials[0].Steps);
    }

    [Fact]
    public void Steps_go_up()
    {
        var asked = Studies.Open().Asked();
        asked.Report(3, 1);
        Assert.Throws<ArgumentException>(() => asked.Report(3, 1));
        Assert.Throws<ArgumentException>(() => asked.Report(2, 1));
    }

    [Fact]
    public void It_ends_once()
    {
        var study = Studies.Open();
        var asked = study.Asked();
        Assert.Throws<ArgumentException>(() => asked.Tell([1, 2]));
        Assert.True(asked.Fail("it broke"));
        Assert.False(asked.IsMine);
        Assert.False(asked.Tell([1]));
        Assert.False(asked.Prune());
        Assert.True(asked.Report(1, 0));
        asked.Heartbeat();
        Assert.Equal((TrialState.Failed, "it broke"), (study.Trials[0].State, study.Trials[0].Failure));
    }

    [Fact]
    public void The_pruner_is_asked_at_every_report()
    {
        var study = Studies.Open(new StudyOptions { Pruner = new ThresholdPruner { Upper = 10 } });
        study.Asked();
        var asked = study.Asked();
        Assert.False(asked.Report(1, 9));
        Assert.True(asked.Report(2, 11));
        Assert.True(asked.Prune(new Dictionary<string, double> { ["seconds"] = 1 }));
        Assert.Equal((TrialState.Pruned, 2), (study.Trials[1].State, study.Trials[1].Steps.Count));
    }

    [Fact]
    public void The_defaults_are_never_pruned()
    {
        var study = Studies.Open(new StudyOptions { Pruner = new ThresholdPruner { Upper = 10 } });
        Assert.False(study.Asked().Report(1, 11));
    }
}
