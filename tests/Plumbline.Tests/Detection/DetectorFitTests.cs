using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Models;

namespace Plumbline.Tests.Detection;

public sealed class DetectorFitTests
{
    private static readonly DetectorOptions Quick = new() { Preset = "quick", Model = new PcaOptions(), Threshold = new ThresholdOptions { Rule = ThresholdRule.Quantile } };

    [Theory]
    [InlineData("dense", 1)]
    [InlineData("pca", 1)]
    [InlineData("dense", 2)]
    public void Whoever_looks_between_epochs_sees_the_detector_that_the_fit_would_end_with(string preset, int starts)
    {
        var options = Presets.Named(preset).Options;
        options = options with { Train = options.Train with { Epochs = 6, Patience = null, Starts = starts } };
        var seen = new Dictionary<int, Detector>();
        var whole = DetectorFit.Run([SmallFleet.Data.Frames[0]], options, look: new FitLook(epoch => epoch is 2 or 6, seen.Add));
        Assert.Equal(preset == "dense" && starts == 1 ? [2, 6] : [], seen.Keys);
        foreach (var (epoch, detector) in seen)
        {
            var ended = DetectorFit.Run([SmallFleet.Data.Frames[0]], options with { Train = options.Train with { Epochs = epoch } });
            Assert.Equal(ended.Threshold.Value, detector.Threshold.Value);
            Assert.Equal(ended.Score(SmallFleet.Unseen(0)).Rows.RawScores, detector.Score(SmallFleet.Unseen(0)).Rows.RawScores);
        }
        Assert.Equal(whole.Threshold.Value, DetectorFit.Run([SmallFleet.Data.Frames[0]], options).Threshold.Value); // looking changes nothing
        if (seen.Count > 0) Assert.Throws<TimeoutException>(() => DetectorFit.Run([SmallFleet.Data.Frames[0]], options, look: new FitLook(_ => true, (_, _) => throw new TimeoutException())));
    }

    [Fact]
    public void All_faulty_settings_are_named_together()
    {
        var options = Quick with
        {
            Model = new PcaOptions { Window = 0 },
            Calibrate = new CalibrationOptions { Share = 2 },
            Threshold = new ThresholdOptions { Sigmas = -1 },
            Alert = new AlertPolicy { Needed = 4, Of = 3 },
        };
        var message = Assert.Throws<ArgumentException>(() => DetectorFit.Run([Wave(100)], options)).Message;
        foreach (var part in new[] { "model.window is 0", "calibrate.share is 2", "threshold.sigmas is -1", "alert.needed is 4" }) Assert.Contains(part, message);
    }

    [Fact]
    public void More_fit_rows_than_there_are_is_refused()
    {
        var fault = Assert.Throws<DataFormatException>(() => DetectorFit.Run([Wave(100)], Quick with { Train = new FitOptions { Rows = 101 } }));
        Assert.Equal("memory, entity 'node': found 100 rows; expected at least the 101 fit rows asked for (train.rows).", fault.Message);
    }

    [Fact]
    public void Fewer_rows_than_a_window_is_refused()
    {
        var fault = Assert.Throws<DataFormatException>(() => DetectorFit.Run([Wave(20)], Quick with { Model = new PcaOptions { Window = 30 } }));
        Assert.Contains("0 whole windows of 30 steps in 14 training rows", fault.Message);
    }

    [Fact]
    public void Rows_until_a_time_are_fit_rows()
    {
        var frame = Wave(100, TimeKind.Timestamp);
        var detector = DetectorFit.Run([frame], Quick with { Train = new FitOptions { Until = new DateTime(frame.Time[60], DateTimeKind.Utc) } });
        Assert.Equal(60, detector.Summary.FitRows["node"]);
        Assert.Throws<DataFormatException>(() => DetectorFit.Run([Wave(100)], Quick with { Train = new FitOptions { Until = DateTime.UnixEpoch } }));
    }

    [Fact]
    public void Whole_entities_calibrate_when_asked_and_failed_ones_teach_nothing()
    {
        var fleet = Enumerable.Range(0, 10).Select(entity => Wave(20).Of($"{entity}")).ToList();
        fleet.Add(new SeriesFrame("failed", fleet[0].Signals, fleet[0].Time, fleet[0].Values, Enumerable.Range(0, 20).Select(row => row == 19 ? 1 : 0).ToArray()));
        var options = Quick with { Model = new PcaOptions { Window = 16 }, Calibrate = new CalibrationOptions { ByEntity = true, Share = 0.3 }, Train = new FitOptions { SkipFailed = true } };
        var summary = DetectorFit.Run(fleet, options).Summary;
        Assert.Equal((140, 60), (summary.TrainRows, summary.CalibrationRows));
        Assert.Contains("1 entities with a labelled row were left out whole", summary.Notes);
        var fault = Assert.Throws<DataFormatException>(() => DetectorFit.Run(fleet.Take(2).ToList(), options));
        Assert.Contains("no entity to calibrate on among 2", fault.Message);
    }

    [Fact]
    public void Calibration_rows_follow_the_training_rows_and_nothing_is_fitted_on_them()
    {
        var calm = Wave(200);
        var loud = Wave(200, change: (step, value) => step >= 140 ? value + 5 : value);
        var (first, second) = (DetectorFit.Run([calm], Quick), DetectorFit.Run([loud], Quick));
        Assert.Equal((140, 60), (first.Summary.TrainRows, first.Summary.CalibrationRows));
        Assert.Equal(first.Preprocessor.Scaler.Signals, second.Preprocessor.Scaler.Signals);
        Assert.Equal(((PcaModel)first.Model).Components.ToArray(), ((PcaModel)second.Model).Components.ToArray());
        Assert.True(second.Threshold.Value != first.Threshold.Value, $"{second.Threshold.Value} against {first.Threshold.Value}");
    }

    [Fact]
    public void Labelled_anomalies_among_the_fit_rows_are_left_out_and_noted()
    {
        var labels = new int[200];
        labels.AsSpan(50, 10).Fill(1);
        var frame = Wave(200, labels: labels, change: (step, value) => step is >= 50 and < 60 ? 1000 : value);
        var detector = DetectorFit.Run([frame], Quick);
        Assert.Contains("10 fit rows labelled anomalous were left out", detector.Summary.Notes);
        Assert.Equal(190, detector.Summary.TrainRows + detector.Summary.CalibrationRows);
        Assert.All(detector.Preprocessor.Scaler.Signals, signal => Assert.True(signal.Maximum < 100));
    }

    [Fact]
    public void A_cost_threshold_needs_labelled_anomalies_outside_the_fit_rows()
    {
        var options = Quick with { Train = new FitOptions { Rows = 100 }, Threshold = new ThresholdOptions { Rule = ThresholdRule.Cost } };
        Assert.Contains("no row labelled anomalous outside the fit rows", Assert.Throws<DataFormatException>(() => DetectorFit.Run([Wave(200)], options)).Message);

        var labels = new int[200];
        labels.AsSpan(150, 20).Fill(1);
        var frame = Wave(200, labels: labels, change: (step, value) => step is >= 150 and < 170 ? value + 30 : value);
        var detector = DetectorFit.Run([frame], options);
        Assert.All(detector.Score(frame).Rows.Statuses[150..170], status => Assert.Equal(VerdictStatus.Anomalous, status));
        var overlapping = options with { Threshold = options.Threshold with { Rows = new StepRange(50, 199) } };
        Assert.Contains("threshold.rows from 50", Assert.Throws<DataFormatException>(() => DetectorFit.Run([frame], overlapping)).Message);
    }

    [Fact]
    public void A_threshold_is_never_found_on_the_rows_the_model_saw()
    {
        var options = Quick with { Calibrate = new CalibrationOptions { Share = 0, Score = ScoreKind.SquaredError } };
        Assert.Contains("calibrate.share is 0", Assert.Throws<ArgumentException>(() => DetectorFit.Run([Wave(100)], options)).Message);
    }

    [Fact]
    public void Constant_and_nearly_constant_signals_are_named()
    {
        var frame = Wave(1000);
        var values = new double[1000 * 4];
        for (var step = 0; step < 1000; step++)
        {
            frame.Row(step).CopyTo(values.AsSpan(step * 4));
            values[(step * 4) + 2] = 7;
            values[(step * 4) + 3] = step == 3 ? 100 : 0;
        }
        var notes = DetectorFit.Run([new SeriesFrame("node", ["a", "b", "still", "rare"], frame.Time, values)], Quick).Summary.Notes;
        Assert.Contains(notes, note => note.Contains("constant in the training rows: still", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.Contains("nearly constant", StringComparison.Ordinal) && note.EndsWith(": rare", StringComparison.Ordinal));
    }

    [Fact]
    public void Cancelling_leaves_no_detector()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => DetectorFit.Run([Wave(200)], Quick, cancellation: source.Token));
    }

    [Fact]
    public void Progress_rises_to_its_end()
    {
        var progress = new Recorder();
        DetectorFit.Run([Wave(200)], Presets.Named("dense").Options, progress);
        Assert.Equal(progress.Shares.Order(), progress.Shares);
        Assert.Equal(1, progress.Shares[^1]);
        Assert.True(progress.Shares.Count > 10);
    }

    [Fact]
    public void Detectors_of_other_options_have_another_identity()
    {
        var fixedThreshold = Quick with { Threshold = new ThresholdOptions { Rule = ThresholdRule.Fixed, Value = 3 } };
        var detector = DetectorFit.Run([Wave(200)], fixedThreshold with { Model = new DenseAutoencoderOptions { Units = [2] } });
        Assert.NotEqual(detector.Id, DetectorFit.Run([Wave(200)], fixedThreshold with { Model = new DenseAutoencoderOptions { Units = [1] } }).Id);
        Assert.Equal(detector.Id, DetectorFit.Run([Wave(200)], fixedThreshold with { Model = new DenseAutoencoderOptions { Units = [2] } }).Id);
    }

    [Fact]
    public void Presets_are_valid_and_have_their_own_names()
    {
        Assert.All(Presets.All, preset => Assert.Empty(preset.Options.Problems()));
        Assert.All(Presets.All, preset => Assert.Equal(preset.Name, preset.Options.Preset));
        Assert.Contains("dense, pca, zscore, hpc-lecture", Assert.Throws<ArgumentException>(() => Presets.Named("nonesuch")).Message);
    }

    private sealed class Recorder : IProgress<FitProgress>
    {
        public List<double> Shares { get; } = [];

        public void Report(FitProgress value) => Shares.Add(value.Share);
    }

    private static SeriesFrame Wave(int steps, TimeKind kind = TimeKind.Index, int[]? labels = null, Func<int, double, double>? change = null)
    {
        var random = new Random(8);
        var values = new double[steps * 2];
        for (var step = 0; step < steps; step++)
        {
            values[step * 2] = 5 + Math.Sin(step * 0.3) + (0.1 * random.NextDouble());
            values[(step * 2) + 1] = values[step * 2] + (0.1 * random.NextDouble());
            if (change is not null) values[step * 2] = change(step, values[step * 2]);
        }
        var times = Enumerable.Range(0, steps).Select(step => step * (kind == TimeKind.Index ? 1 : TimeSpan.TicksPerMinute)).ToArray();
        return new SeriesFrame("node", ["a", "b"], new TimeAxis(kind, times), values, labels);
    }
}
