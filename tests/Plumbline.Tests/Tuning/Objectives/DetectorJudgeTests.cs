using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Evaluation;
using Plumbline.Simulation;
using Plumbline.Tuning.Objectives;

namespace Plumbline.Tests.Tuning.Objectives;

public sealed class DetectorJudgeTests
{
    private static readonly SyntheticFleetData Fleet = SyntheticFleet.Generate(new SyntheticFleetOptions { Nodes = 2, Days = 6, AnomaliesPerNode = 6 });
    private static readonly DetectorOptions Options = Presets.Named("pca").Options with { Train = new FitOptions { Rows = Fleet.FitSteps } };
    private static readonly TuningRows Rows = TuningRows.Of(Fleet.Frames, Options, new ValidationOptions());
    private static readonly Detector Detector = DetectorFit.Run(Rows.Fit, Options with { Train = new FitOptions() });

    [Fact]
    public void Objectives_are_what_an_evaluation_of_the_same_rows_says()
    {
        ObjectiveKind[] kinds = [ObjectiveKind.VusPr, ObjectiveKind.AucPr, ObjectiveKind.FBeta, ObjectiveKind.EventF1, ObjectiveKind.Cost];
        var values = new DetectorJudge(Rows.Validation, kinds, new ValidationOptions { Beta = 2 }, Rows.Fit[0]).Judge(Detector);
        var series = Rows.Validation.Select(part =>
        {
            var scored = Detector.Score(part.Frame).Rows;
            var counted = Enumerable.Range(part.Lead, part.Count).ToArray();
            return new ScoredSeries(Array.ConvertAll(counted, scored.Score), Array.ConvertAll(counted, row => scored.Statuses[row] == VerdictStatus.Anomalous), part.Frame.Labels[part.Lead..], part.Frame.Time.Slice(part.Lead, part.Count));
        }).ToList();
        var expected = SeriesEvaluation.Of(series, PeriodFinder.Of(Rows.Fit[0]).Window, null, new CostModel(), Detector.Alert);
        Assert.Equal(expected.Volume!.PrecisionRecall, values[0], 10);
        Assert.Equal(expected.AucPr!.Value, values[1], 10);
        Assert.Equal(FScore.Of(expected.Points.Precision, expected.Points.Recall, 2)!.Value, values[2], 10);
        Assert.Equal(expected.Events.F1 ?? 0, values[3], 10);
        Assert.Equal(expected.Cost!.Value, values[4], 10);
    }

    [Fact]
    public void Labels_are_not_needed_for_errors_faults_steadiness_and_sizes()
    {
        var blind = Rows.Validation.Select(part => part with { Frame = Without(part.Frame) }).ToList();
        ObjectiveKind[] kinds = [ObjectiveKind.ValidationError, ObjectiveKind.Injected, ObjectiveKind.Unsteadiness, ObjectiveKind.Parameters, ObjectiveKind.Microseconds];
        var values = new DetectorJudge(blind, kinds, new ValidationOptions(), Rows.Fit[0]).Judge(Detector);
        Assert.All(values, value => Assert.True(double.IsFinite(value) && value >= 0));
        Assert.InRange(values[1], 0.3, 1);
        Assert.Equal(Detector.Model.ToTensors().Sum(tensor => (double)tensor.Shape.Aggregate(1L, (product, length) => product * length)), values[3]);
    }

    [Fact]
    public void The_validation_error_is_the_mean_square_of_the_errors_of_the_judged_rows()
    {
        var value = new DetectorJudge(Rows.Validation, [ObjectiveKind.ValidationError], new ValidationOptions(), Rows.Fit[0]).Judge(Detector)[0];
        var errors = Rows.Validation.SelectMany(part =>
        {
            var table = ErrorTable.Of(Detector, part.Frame);
            return table.Errors.Skip(part.Lead * table.SignalCount).Where(error => !float.IsNaN(error));
        }).ToList();
        Assert.Equal(errors.Average(error => (double)error * error), value, 10);
    }

    [Fact]
    public void An_objective_that_needs_labels_says_so_where_there_are_none()
    {
        var blind = Rows.Validation.Select(part => part with { Frame = Without(part.Frame) }).ToList();
        var fault = Assert.Throws<DataFormatException>(() => new DetectorJudge(blind, [ObjectiveKind.EventF1], new ValidationOptions(), Rows.Fit[0]));
        Assert.Contains("no row labelled anomalous", fault.Message, StringComparison.Ordinal);
        Assert.Contains("eventF1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_look_judges_a_part_of_many_rows_with_anomalies_in_it()
    {
        var part = LookRows.Of(Rows.Validation, 400);
        Assert.InRange(part.Sum(rows => rows.Count), 398, 400);
        Assert.Contains(part, rows => rows.Labels.Span.ContainsAnyExcept(0) && rows.Labels.Span.Contains(0));
        foreach (var (rows, all) in part.Zip(Rows.Validation))
            Assert.Contains(Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(rows.Frame.Values.Span[(rows.Lead * rows.Frame.SignalCount)..])),
                Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(all.Frame.Values.Span[(all.Lead * all.Frame.SignalCount)..])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_look_judges_all_of_few_rows() => Assert.Same(Rows.Validation, LookRows.Of(Rows.Validation, int.MaxValue));

    private static SeriesFrame Without(SeriesFrame frame) => new(frame.Entity, frame.Signals, frame.Time, frame.Values, default, frame.Rows, frame.Source);
}
