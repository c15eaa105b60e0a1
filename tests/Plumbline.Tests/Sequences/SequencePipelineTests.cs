using System.Text.Json;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Sequences;

namespace Plumbline.Tests.Sequences;

/// <summary>The sequence pipeline end to end, on golden numbers and on the data set in its format.</summary>
public sealed class SequencePipelineTests
{
    private static readonly SequenceOptions Published = SequencePresets.All.Single(preset => preset.Name == "sequence-pca-published").Options;

    [Fact]
    public void Three_phases_of_principal_components_equal_the_golden_numbers()
    {
        var golden = GoldenJson.Load("sequence-pipeline/end_to_end_pca.json");
        var tolerance = golden.Number("rel_tol");
        var options = Published with { Model = new SequencePcaOptions { TimeComponents = 1, FeatureComponents = 2 } };
        var labels = golden.GetProperty("val_labels").EnumerateArray().Select(label => label.GetInt32()).ToArray();
        var (normal, mixed) = (Set(golden.GetProperty("val_norm_1")), Set(golden.GetProperty("val_mixed"), labels));
        var labelled = SequencePhases.Fit(Set(golden.GetProperty("train")), normal, mixed, options);

        var evaluated = golden.GetProperty("reconstruction_eval");
        var errors = SequenceScores.Of(labelled.Reconstruction, labelled.Errors!, normal);
        Assert.Equal(evaluated.Number("rmse_time_view"), RootMeanSquare(errors.TimeErrors), tolerance);
        Assert.Equal(evaluated.Number("mae_time_view"), errors.TimeErrors.Average(), tolerance);
        Assert.Equal(evaluated.Number("rmse_feat_view"), RootMeanSquare(errors.FeatureErrors), tolerance);

        foreach (var (view, distance) in new[] { ("time", labelled.Errors!.Time), ("feat", labelled.Errors.Feature) })
        {
            var statistics = golden.GetProperty("stats").GetProperty(view);
            Assert.Equal(statistics.GetProperty("count").GetInt64(), distance.Count);
            GoldenJson.AssertClose(statistics.GetProperty("mean").Numbers(), distance.Mean.Span, tolerance, "mean");
            GoldenJson.AssertClose(statistics.GetProperty("cov").Numbers(), distance.Covariance.Span, tolerance, "covariance");
        }

        var scores = labelled.Detector!.Score(mixed);
        GoldenJson.AssertClose(golden.GetProperty("val_distances").GetProperty("time").Numbers(), scores.TimeDistances, tolerance, "distances by time");
        GoldenJson.AssertClose(golden.GetProperty("val_distances").GetProperty("feat").Numbers(), scores.FeatureDistances, tolerance, "distances by feature");

        var unlabelled = labelled with { Thresholds = SequenceThresholds.Find(labelled.Reconstruction, labelled.Errors, Set(golden.GetProperty("val_mixed"))) };
        var evaluation = SequenceEvaluation.Of(labelled.Detector, mixed);
        foreach (var (view, byLabels, without, figures) in new[]
        {
            ("time", labelled.Thresholds!.Time, unlabelled.Thresholds.Time, evaluation.Time), ("feat", labelled.Thresholds.Feature, unlabelled.Thresholds.Feature, evaluation.Feature),
        })
        {
            var best = golden.GetProperty("supervised").GetProperty(view);
            Assert.Equal(best.Number("best_threshold"), byLabels.Value, 1e-12);
            Assert.Equal(best.GetProperty("at_best").Number("tp"), figures.TruePositives);
            Assert.Equal(best.GetProperty("at_best").Number("tn"), figures.TrueNegatives);
            Assert.Equal(best.GetProperty("at_best").Number("f_beta"), figures.FBeta!.Value, 1e-12);
            GoldenJson.AssertClose([golden.GetProperty("unsupervised").GetProperty(view).Number("threshold")], [without.Value], tolerance, "threshold without labels");
        }
    }

    // RMSE, tuned threshold, area under the curve on the hard test set: by the view's distance, and by the plain sum of
    // squared errors (time view). sequence-pipeline facts, section 11. Without components: the zero predictor.
    [Theory]
    [InlineData(1, 1, 0.853, 0.723, 4.311, 7.953, 0.741, 0.986, 0.709)]
    [InlineData(3, 4, 0.400, 0.268, 26.83, 7.291, 0.710, 0.996, 0.785)]
    [InlineData(4, 29, 0.165, 0.053, 3.65, 4.97, 0.744, 0.761, 0.764)]
    [InlineData(null, null, 1.198, 1.198, 4.642, 7.291, 0.758, 0.993, 0.685)]
    public void The_table_of_the_shared_sequences_is_reproduced(int? timeComponents, int? featureComponents, double timeError, double featureError,
        double timeThreshold, double featureThreshold, double timeArea, double featureArea, double plainArea)
    {
        var (normal, mixed, hard) = (Read("val_norm_1_seq"), Read("labeled_val_mixed_seq"), Read("labeled_hard_test_seq"));
        var reconstruction = timeComponents is null ? Zeros(normal)
            : SequenceReconstruction.Fit(Read("train_norm_seq"), Published with { Model = new SequencePcaOptions { TimeComponents = timeComponents, FeatureComponents = featureComponents } });
        var errors = SequenceErrors.Measure(reconstruction, normal);
        var detector = new SequenceDetector(reconstruction, errors, SequenceThresholds.Find(reconstruction, errors, mixed));

        var scores = detector.Score(normal);
        Assert.Equal(timeError, RootMeanSquare(scores.TimeErrors), 0.002);
        Assert.Equal(featureError, RootMeanSquare(scores.FeatureErrors), 0.002);
        Assert.Equal(timeThreshold, detector.Thresholds.Time.Value, 0.01);
        Assert.Equal(featureThreshold, detector.Thresholds.Feature.Value, 0.01);
        var tuned = SequenceEvaluation.Of(detector, mixed);
        Assert.Equal((1.0, 1.0), (tuned.Time.FBeta, tuned.Feature.FBeta));
        var evaluation = SequenceEvaluation.Of(detector, hard);
        Assert.Equal(timeArea, evaluation.Time.AreaUnderRoc!.Value, 0.005);
        Assert.Equal(featureArea, evaluation.Feature.AreaUnderRoc!.Value, 0.005);
        Assert.Equal(plainArea, evaluation.Time.SquaredErrorAreaUnderRoc!.Value, 0.005);
    }

    // Far fewer epochs than the presets have; the floor of the RMSE is the noise, 0.289.
    [Theory]
    [InlineData("sequence-dense", 12)]
    [InlineData("sequence-lstm", 10)]
    public void Mended_networks_reach_the_noise_and_find_mild_anomalies_with_their_signals(string preset, int epochs)
    {
        var options = SequencePresets.All.Single(known => known.Name == preset).Options;
        var (normal, test, hard) = (Read("val_norm_1_seq"), Read("labeled_test_mixed_seq"), Read("labeled_hard_test_seq"));
        var unlabelled = SequencePhases.Fit(Read("train_norm_seq"), normal, null, options with { Train = options.Train with { Epochs = epochs } });
        var labelled = unlabelled with { Thresholds = SequenceThresholds.Find(unlabelled.Reconstruction, unlabelled.Errors!, Read("labeled_val_mixed_seq")) };

        foreach (var phases in new[] { labelled, unlabelled })
        {
            var evaluation = SequenceEvaluation.Of(phases.Detector!, test);
            foreach (var view in new[] { evaluation.Time, evaluation.Feature })
            {
                Assert.InRange(view.Rmse!.Value, 0.2, 0.32);
                Assert.Equal(1.0, view.FBeta!.Value, 0.01);
                Assert.Equal(1.0, view.Recall!.Value);
                Assert.InRange(view.FalsePositiveRate!.Value, 0, 0.01);
            }
        }
        var mild = SequenceEvaluation.Of(unlabelled.Detector!, hard);
        Assert.True(Math.Max(mild.Time.AreaUnderRoc!.Value, mild.Time.SquaredErrorAreaUnderRoc!.Value) >= 0.95, $"{mild.Time}");
        Assert.InRange(GuiltyFirst(unlabelled.Detector!, hard), 0.8, 1);
    }

    private static double GuiltyFirst(SequenceDetector detector, SequenceSet hard)
    {
        var scores = detector.Score(hard);
        var truth = File.ReadLines(SharedData.Path("sequences/labeled_hard_test_truth.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        return truth.Average(row =>
        {
            var distances = scores.FeatureDistances.AsSpan(int.Parse(row[0]) * hard.SignalCount, hard.SignalCount).ToArray();
            return row[2].Split(';').Contains(hard.Signals[Array.IndexOf(distances, distances.Max())]) ? 1.0 : 0;
        });
    }

    private static SequenceReconstruction Zeros(SequenceSet like)
    {
        var options = Published with { Model = new SequenceDenseOptions { Units = [1] } };
        SafeTensor[] scale = [SafeTensor.Of("scale.mean", [5], new double[5]), SafeTensor.Of("scale.deviation", [5], [1, 1, 1, 1, 1])];
        var network = new Network(((SequenceDenseOptions)options.Model).Layers(30, 5));
        return SequenceReconstruction.Restore(options, like.Signals, 30, new("nothing", 0, ""),
            new NamedTensors([.. scale, .. TensorNames.Put("model.", network.Tensors().Select(SafeTensor.Of))]));
    }

    private static SequenceSet Set(JsonElement sequences, int[]? labels = null)
    {
        var (steps, signals) = (sequences[0].GetArrayLength(), sequences[0][0].GetArrayLength());
        return new SequenceSet([.. Enumerable.Range(0, signals).Select(signal => $"tag_{signal}")], steps, sequences.Numbers(), labels ?? []);
    }

    private static SequenceSet Read(string name)
    {
        using var file = File.OpenRead(SharedData.Path($"sequences/{name}.csv"));
        return SequenceCsvReader.Read(file, name);
    }

    private static double RootMeanSquare(double[] errors) => Math.Sqrt(errors.Average(error => error * error));
}
