using Plumbline.Detection;
using Plumbline.Models;
using Plumbline.Simulation;
using Plumbline.Tuning;
using Plumbline.Tuning.Objectives;
using Plumbline.Tuning.Pruners;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Objectives;

public sealed class DetectorTrialTests
{
    private static readonly SyntheticFleetData Fleet = SyntheticFleet.Generate(new SyntheticFleetOptions { Nodes = 1, Days = 4, AnomaliesPerNode = 4 });

    private static readonly DetectorOptions Options = Presets.Named("dense").Options with
    {
        Model = new DenseAutoencoderOptions { Units = [8] },
        Train = new FitOptions { Rows = Fleet.FitSteps, Epochs = 9, Patience = null },
    };

    private static readonly TuningRows Rows = TuningRows.Of(Fleet.Frames, Options, new ValidationOptions());
    private static readonly DetectorJudge Judge = new(Rows.Validation, [ObjectiveKind.VusPr], new ValidationOptions(), Rows.Fit[0]);

    [Fact]
    public void A_trial_tells_its_objective_and_what_was_seen_between_epochs()
    {
        var study = NewStudy(null);
        DetectorTrial.Run(study.Ask("w")!, Options, Rows, Judge, TimeProvider.System, cancellation: TestContext.Current.CancellationToken);
        var trial = study.Trials.Single();
        Assert.Equal(TrialState.Complete, trial.State);
        Assert.Equal([1, 3], trial.Steps.Select(step => step.Step)); // the last epoch is judged, not looked at
        Assert.Equal(9, trial.Figures["epochs"]);
        var detector = DetectorFit.Run(Rows.Fit, Options with { Train = Options.Train with { Rows = null } });
        Assert.Equal(Judge.Judge(detector)[0], trial.Objectives[0]);
    }

    [Fact]
    public void Looking_changes_nothing_of_what_comes_out()
    {
        var (looked, unseen) = (NewStudy(null), NewStudy(new NeverLooks()));
        foreach (var study in new[] { looked, unseen }) DetectorTrial.Run(study.Ask("w")!, Options, Rows, Judge, TimeProvider.System, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(looked.Trials[0].Objectives, unseen.Trials[0].Objectives);
        Assert.Empty(unseen.Trials[0].Steps);
    }

    [Fact]
    public void A_pruned_trial_ends_at_the_epoch_that_it_was_looked_at()
    {
        var study = NewStudy(new ThresholdPruner { Lower = 2 }); // no VUS-PR is that high
        study.Ask("w")!.Fail("the defaults are never pruned");
        DetectorTrial.Run(study.Ask("w")!, Options, Rows, Judge, TimeProvider.System, cancellation: TestContext.Current.CancellationToken);
        var trial = study.Trials[1];
        Assert.Equal((TrialState.Pruned, 1.0), (trial.State, trial.Figures["epochs"]));
    }

    [Fact]
    public void Settings_that_cannot_be_used_fail_the_trial_and_nothing_else()
    {
        var study = NewStudy(null);
        DetectorTrial.Run(study.Ask("w")!, Options with { Model = new DenseAutoencoderOptions { Units = [] } }, Rows, Judge, TimeProvider.System, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(TrialState.Failed, study.Trials.Single().State);
        Assert.Contains("units", study.Trials.Single().Failure!, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_trial_waits_to_be_begun_again()
    {
        var study = NewStudy(null);
        using var stop = new CancellationTokenSource();
        var halfWay = new Progress(stop);
        Assert.ThrowsAny<OperationCanceledException>(() => DetectorTrial.Run(study.Ask("w")!, Options, Rows, Judge, TimeProvider.System, halfWay, stop.Token));
        Assert.Equal((TrialState.Waiting, 0), (study.Trials.Single().State, study.Trials.Single().Attempt));
        Assert.Equal(0, study.Ask("w")!.Number);
    }

    private static Study NewStudy(Pruner? pruner) => Study.Open(
        new StudyDefinition("trial", new SearchSpace([new IntegerParameter("model.window", 1, 4)]), [ObjectiveKind.VusPr.ToObjective()]), new MemoryStudyStore(), new StudyOptions { Pruner = pruner });

    private sealed record NeverLooks : Pruner
    {
        public override bool LooksAt(int step) => false;

        public override bool Prunes(PruningContext context) => false;
    }

    private sealed class Progress(CancellationTokenSource stop) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (value.Share > 0.3) stop.Cancel();
        }
    }
}
