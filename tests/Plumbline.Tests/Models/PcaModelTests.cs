using System.Text.Json;
using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Statistics;

namespace Plumbline.Tests.Models;

public sealed class PcaModelTests
{
    [Theory]
    [InlineData("time")]
    [InlineData("feat")]
    public void Reconstructions_equal_the_golden_numbers(string view)
    {
        var golden = GoldenJson.Load("sequence-pipeline/pca.json");
        var expected = golden.GetProperty("views").GetProperty(view);
        var tolerance = golden.Number("rel_tol");
        var statistics = new RunningCovariance(expected.GetProperty("mean").GetArrayLength());
        statistics.AddBatch(Rows(golden.GetProperty("train"), view));
        GoldenJson.AssertClose(expected.GetProperty("mean").Numbers(), statistics.Mean, tolerance, "mean");
        GoldenJson.AssertClose(expected.GetProperty("cov").Numbers(), statistics.Covariance(), tolerance, "covariance");

        var model = PcaModel.Fit(statistics, 1, statistics.Dimension, new PcaOptions { Components = expected.GetProperty("k").GetInt32() });
        GoldenJson.AssertClose(expected.GetProperty("probe_recon").Numbers(), Reconstruct(model, Rows(golden.GetProperty("probe"), view)), tolerance, "reconstruction");
        Assert.Equal(expected.GetProperty("explained_variance_cumulative").Numbers()[model.ComponentCount - 1], model.ExplainedVariance, tolerance);
    }

    [Theory]
    [InlineData("time", 0.8)]
    [InlineData("time", 0.9)]
    [InlineData("time", 0.95)]
    [InlineData("time", 0.99)]
    [InlineData("feat", 0.8)]
    [InlineData("feat", 0.9)]
    [InlineData("feat", 0.95)]
    [InlineData("feat", 0.99)]
    public void The_component_count_follows_the_explained_variance(string view, double share)
    {
        var golden = GoldenJson.Load("sequence-pipeline/pca.json");
        var expected = golden.GetProperty("views").GetProperty(view);
        var statistics = new RunningCovariance(expected.GetProperty("mean").GetArrayLength());
        statistics.AddBatch(Rows(golden.GetProperty("train"), view));
        var model = PcaModel.Fit(statistics, 1, statistics.Dimension, new PcaOptions { ExplainedVariance = share });
        Assert.Equal(expected.GetProperty("auto_tuned_k").GetProperty($"smallest_k_with_explained_variance_{share:0.00}").GetInt32(), model.ComponentCount);
    }

    [Fact]
    public void Windows_are_reconstructed_as_one_vector()
    {
        var random = new Random(3);
        var run = Enumerable.Range(0, 400).Select(step => (float)(Math.Sin(step * 0.3) + (0.01 * random.NextDouble()))).ToArray();
        var windows = new Windows([run], 1, 20);
        var model = PcaModel.Fit(windows, new PcaOptions { Window = 20, Components = 2 });
        var reconstruction = new float[20];
        model.Reconstruct(windows[7], reconstruction);
        for (var step = 0; step < 20; step++) Assert.Equal(windows[7][step], reconstruction[step], 0.02f);
    }

    [Fact]
    public void Wild_rows_do_not_turn_the_robust_components()
    {
        // A line through the signals, and a twentieth of the rows far away across it.
        var random = new Random(2);
        var rows = new float[1_000 * 3];
        for (var row = 0; row < 1_000; row++)
        {
            var along = 2 * (random.NextDouble() - 0.5);
            (double, double, double) values = row % 20 == 0 ? (20, -20, 5 * random.NextDouble()) : (5 + along, 5 + along, 5 + along);
            (rows[3 * row], rows[(3 * row) + 1], rows[(3 * row) + 2]) = ((float)values.Item1, (float)values.Item2, (float)(values.Item3 + (0.01 * random.NextDouble())));
        }
        var windows = new Windows([rows], 3, 1);
        var robust = PcaModel.Fit(windows, new PcaOptions { Components = 1, Robust = true });
        Assert.True(Math.Abs(robust.Components.ToArray().Sum() / Math.Sqrt(3)) > 0.99);
        Assert.All(robust.Mean.ToArray(), mean => Assert.Equal(5, mean, 0.3));
        Assert.True(Math.Abs(PcaModel.Fit(windows, new PcaOptions { Components = 1 }).Components.ToArray().Sum() / Math.Sqrt(3)) < 0.5);
        Assert.Equal(1, PcaModel.Fit(windows, new PcaOptions { ExplainedVariance = 0.9, Robust = true }).ComponentCount);
    }

    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        var windows = new Windows([new float[12]], 3, 1);
        Assert.Throws<ArgumentException>(() => PcaModel.Fit(windows, new PcaOptions { Components = 4 }));
        Assert.Throws<ArgumentException>(() => PcaModel.Fit(windows, new PcaOptions { ExplainedVariance = 0 }));
        Assert.Throws<ArgumentException>(() => PcaModel.Fit(new Windows([new float[3]], 3, 1), new PcaOptions()));
    }

    internal static double[] Rows(JsonElement sequences, string view)
    {
        if (view == "time") return sequences.Numbers();
        // [sequence, step, signal] -> [sequence, signal, step]
        var rows = new List<double>();
        foreach (var sequence in sequences.EnumerateArray())
        {
            var steps = sequence.EnumerateArray().Select(step => step.Numbers()).ToArray();
            for (var signal = 0; signal < steps[0].Length; signal++) rows.AddRange(steps.Select(step => step[signal]));
        }
        return [.. rows];
    }

    internal static double[] Reconstruct(PcaModel model, double[] rows)
    {
        var width = model.WindowLength * model.SignalCount;
        var result = new double[rows.Length];
        for (var start = 0; start < rows.Length; start += width) model.Reconstruct(rows.AsSpan(start, width).ToArray(), result.AsSpan(start, width));
        return result;
    }
}
