using System.Text.Json;
using Plumbline.App.Documents;
using Plumbline.App.StudyReports;
using Plumbline.Tuning;

namespace Plumbline.Tests.StudyReports;

public sealed class StudyDocumentTests
{
    [Fact]
    public void A_document_keeps_the_whole_study()
    {
        var report = SampleStudy.Of(30, [SampleStudy.Score]);
        var document = StudyDocument.Of(report);
        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(document, DocumentJson.Default.StudyDocument), DocumentJson.Default.StudyDocument)!;
        Assert.Equal(report.Definition, read.Definition);
        Assert.Equal(report.HeldOut, read.HeldOut);
        Assert.Equal(report.Importance, read.Importance);
        Assert.Equal(report.Trials.Count, read.Trials.Count);
        foreach (var (trial, again) in report.Trials.Zip(read.Trials))
        {
            Assert.Equal(trial.Values, again.Trial.Values);
            Assert.Equal(trial.Objectives, again.Trial.Objectives);
            Assert.Equal(trial.Steps, again.Trial.Steps);
            Assert.Equal((trial.Number, trial.State, trial.Worker, trial.Started, trial.Ended, trial.Failure), (again.Trial.Number, again.Trial.State, again.Trial.Worker, again.Trial.Started, again.Trial.Ended, again.Trial.Failure));
        }
        Assert.Equal(document.WorkerSeconds, read.WorkerSeconds);
    }

    [Fact]
    public void The_best_stands_beside_the_defaults_with_all_its_settings()
    {
        var report = SampleStudy.Of(30, [SampleStudy.Score, SampleStudy.Size]);
        var document = StudyDocument.Of(report);
        Assert.Equal(["vusPr", "parameters"], document.Best.Select(best => best.Objective));
        Assert.Equal(report.Trials[0].Objectives[0], document.Best[0].Defaults);
        Assert.Equal(report.Trials.Where(trial => trial.State == TrialState.Complete).Max(trial => trial.Objectives[0]), document.Best[0].Value);
        Assert.Contains("model.decoder", document.Best[0].Settings.Keys);
        Assert.NotEmpty(document.Front);
        Assert.Equal(30, document.Counts.Values.Sum());
    }

    [Fact]
    public void A_study_without_trials_has_no_best() => Assert.Empty(StudyDocument.Of(new StudyReport(SampleStudy.Of(1, [SampleStudy.Loss]).Definition, [])).Best);
}
