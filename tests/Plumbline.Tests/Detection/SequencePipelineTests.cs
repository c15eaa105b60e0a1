using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Evaluation;
using Plumbline.Statistics;

namespace Plumbline.Tests.Detection;

/// <summary>The sequence pipeline end to end, on golden numbers and on the data set in its format.</summary>
public sealed class SequencePipelineTests
{
    [Theory]
    [InlineData("time", 3, 1)]
    [InlineData("feat", 10, 2)]
    public void Three_phases_of_principal_components_equal_the_golden_numbers(string view, int dimension, int components)
    {
        var golden = GoldenJson.Load("sequence-pipeline/end_to_end_pca.json");
        var tolerance = golden.Number("rel_tol");
        var validation = Models.PcaModelTests.Rows(golden.GetProperty("val_norm_1"), view);
        var phases = SequencePhases.Fit(Models.PcaModelTests.Rows(golden.GetProperty("train"), view), validation, dimension, components);

        var evaluated = golden.GetProperty("reconstruction_eval");
        Assert.Equal(evaluated.Number($"rmse_{view}_view"), RootMeanSquare(phases.AbsoluteErrors(validation)), tolerance);
        if (view == "time") Assert.Equal(evaluated.Number("mae_time_view"), phases.AbsoluteErrors(validation).Average(), tolerance);

        var statistics = golden.GetProperty("stats").GetProperty(view);
        Assert.Equal(statistics.GetProperty("count").GetInt64(), phases.Distance.Count);
        GoldenJson.AssertClose(statistics.GetProperty("mean").Numbers(), phases.Distance.Mean.Span, tolerance, "mean");
        GoldenJson.AssertClose(statistics.GetProperty("cov").Numbers(), phases.Distance.Covariance.Span, tolerance, "covariance");

        var mixed = Models.PcaModelTests.Rows(golden.GetProperty("val_mixed"), view);
        var labels = golden.GetProperty("val_labels").EnumerateArray().Select(label => label.GetInt32()).ToArray();
        var distances = phases.Distances(mixed);
        GoldenJson.AssertClose(golden.GetProperty("val_distances").GetProperty(view).Numbers(), distances, tolerance, "distances");

        var scores = phases.Scores(mixed, distances.Length / labels.Length);
        var grid = new LinearGrid(1, 100, 300).Values();
        var sweep = FBetaSweep.Run(scores, labels, grid);
        var best = golden.GetProperty("supervised").GetProperty(view);
        Assert.Equal(best.GetProperty("best_index").GetInt32(), sweep.Best(0.05));
        Assert.Equal(best.Number("best_threshold"), grid[sweep.Best(0.05)!.Value], 1e-12);
        Assert.Equal(best.GetProperty("at_best").Number("tp"), sweep.TruePositives[sweep.Best(0.05)!.Value]);

        var unlabelled = golden.GetProperty("unsupervised").GetProperty(view);
        GoldenJson.AssertClose([unlabelled.Number("threshold")], [ThresholdTuning.Sigma(distances, 2)], tolerance, "threshold without labels");
        AssertResponse(golden, view, phases, unlabelled.Number("threshold"), grid[sweep.Best(0.05)!.Value]);
    }

    // RMSE, tuned threshold, area under the curve on the hard test set: by the view's distance, and by the plain sum of
    // squared errors (time view). sequence-pipeline facts, section 11.
    [Theory]
    [InlineData(1, 1, 0.853, 0.723, 4.311, 7.953, 0.741, 0.986, 0.709)]
    [InlineData(3, 4, 0.400, 0.268, 26.83, 7.291, 0.710, 0.996, 0.785)]
    [InlineData(null, null, 1.198, 1.198, 4.642, 7.291, 0.758, 0.993, 0.685)]
    public void The_table_of_the_shared_sequences_is_reproduced(int? timeComponents, int? featureComponents, double timeError, double featureError,
        double timeThreshold, double featureThreshold, double timeArea, double featureArea, double plainArea)
    {
        var (train, validation) = (Read("train_norm_seq"), Read("val_norm_1_seq"));
        var (mixed, hard) = (Read("labeled_val_mixed_seq"), Read("labeled_hard_test_seq"));
        var grid = new LinearGrid(1, 100, 300).Values();

        var time = SequencePhases.Fit(ByTime(train), ByTime(validation), 5, timeComponents);
        Check(time, ByTime, 30, timeError, timeThreshold, timeArea);
        Check(SequencePhases.Fit(ByFeature(train), ByFeature(validation), 30, featureComponents), ByFeature, 5, featureError, featureThreshold, featureArea);

        var plain = time.AbsoluteErrors(ByTime(hard)).Chunk(150).Select(sequence => sequence.Sum(error => error * error)).ToArray();
        Assert.Equal(plainArea, RocCurve.Of(plain, hard.Labels.Span)!.Area, 0.005);

        void Check(SequencePhases phases, Func<SequenceSet, double[]> view, int rows, double error, double threshold, double area)
        {
            Assert.Equal(error, RootMeanSquare(phases.AbsoluteErrors(view(validation))), 0.002);
            var sweep = FBetaSweep.Run(phases.Scores(view(mixed), rows), mixed.Labels.Span, grid);
            Assert.Equal(threshold, grid[sweep.Best(0.05)!.Value], 0.01);
            Assert.Equal(1.0, sweep.FBeta(sweep.Best(0.05)!.Value, 0.05)!.Value, 1e-12);
            Assert.Equal(area, RocCurve.Of(phases.Scores(view(hard), rows), hard.Labels.Span)!.Area, 0.005);
        }
    }

    private static void AssertResponse(System.Text.Json.JsonElement golden, string view, SequencePhases phases, double unlabelled, double labelled)
    {
        var (instances, predictions) = (golden.GetProperty("request").GetProperty("instances"), golden.GetProperty("response").GetProperty("predictions"));
        for (var i = 0; i < instances.GetArrayLength(); i++)
        {
            // tag -> "v;v;..." is [signal, step], the feature-major order.
            var bySignal = instances[i].EnumerateObject().Select(tag => tag.Value.GetString()!.Split(';').Select(double.Parse).ToArray()).ToArray();
            double[] rows = view == "feat"
                ? [.. bySignal.SelectMany(signal => signal)]
                : [.. Enumerable.Range(0, bySignal[0].Length).SelectMany(step => bySignal.Select(signal => signal[step]))];
            var distances = phases.Distances(rows);
            GoldenJson.AssertClose(predictions[i].GetProperty($"mahalanobis_dist_{view}").Numbers(), distances, golden.Number("rel_tol"), "response");
            var threshold = predictions[i].Number($"{view}_anom_thresh_var");
            Assert.Contains(threshold, new[] { unlabelled, labelled }, new Close());
            Assert.Equal(predictions[i].Number($"{view}_anom_flags"), distances.Max() > threshold ? 1 : 0);
        }
    }

    private static SequenceSet Read(string name)
    {
        using var file = File.OpenRead(SharedData.Path($"sequences/{name}.csv"));
        return SequenceCsvReader.Read(file, name);
    }

    private static double[] ByTime(SequenceSet set) => set.Values.ToArray();

    private static double[] ByFeature(SequenceSet set)
    {
        var rows = new double[set.Values.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var (sequence, inside) = (i / (set.StepCount * set.SignalCount), i % (set.StepCount * set.SignalCount));
            rows[(((sequence * set.SignalCount) + (inside % set.SignalCount)) * set.StepCount) + (inside / set.SignalCount)] = set.Values.Span[i];
        }
        return rows;
    }

    private static double RootMeanSquare(double[] errors) => Math.Sqrt(errors.Average(error => error * error));

    private sealed class Close : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= 1e-7 * Math.Abs(x);

        public int GetHashCode(double value) => 0;
    }
}
