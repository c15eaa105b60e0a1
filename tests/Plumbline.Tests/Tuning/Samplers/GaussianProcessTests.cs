using Plumbline.Tuning.Samplers;

namespace Plumbline.Tests.Tuning.Samplers;

public sealed class GaussianProcessTests
{
    private static readonly int[] Two = [0, 1];

    [Fact]
    public void It_predicts_what_scikit_learn_does()
    {
        var golden = GoldenJson.Load("hpo/gp_matern52.json");
        var (rows, y) = (KernelRows.Of(golden.GetProperty("X").Numbers(), Two), golden.GetProperty("y").Numbers());
        var places = golden.GetProperty("Xq").Numbers();
        foreach (var expected in golden.GetProperty("fixed").EnumerateArray())
        {
            var length = expected.Number("length_scale");
            var process = new GaussianProcess(rows, y, new MaternKernel([length, length], 1, 1e-6));
            var (means, deviations) = (new double[4], new double[4]);
            process.Predict(places, means, deviations);
            GoldenJson.AssertClose(expected.GetProperty("mean").Numbers(), means, 1e-8, "mean");
            // The variance is 1 minus almost 1 beside known places: half of the digits are left.
            GoldenJson.AssertClose(expected.GetProperty("std").Numbers(), deviations, 1e-6, "deviation");
            GoldenJson.AssertClose(expected.GetProperty("ucb_2_576").Numbers(), [.. means.Zip(deviations, (mean, deviation) => mean + (2.576 * deviation))], 1e-6, "upper confidence bound");
            Assert.Equal(expected.Number("log_marginal_likelihood"), process.LogMarginalLikelihood, 1e-6);
            var (improvements, chances) = (expected.GetProperty("ei_xi0").Numbers(), expected.GetProperty("poi_xi0").Numbers());
            for (var i = 0; i < means.Length; i++)
            {
                var log = ExpectedImprovement.Of(means[i], deviations[i], y.Max()).Log;
                if (improvements[i] > 0) Assert.Equal(Math.Log(improvements[i]), log, 1e-5 * Math.Max(1, Math.Abs(log)));
                else Assert.InRange(log, double.MinValue, -740);
                var chance = ExpectedImprovement.Probability(means[i], deviations[i], y.Max());
                Assert.Equal(1, chances[i] > 0 ? chance / chances[i] : 1 + chance, 1e-4);
            }
        }
    }

    [Fact]
    public void The_length_scale_is_found_that_scikit_learn_finds()
    {
        var golden = GoldenJson.Load("hpo/gp_matern52.json");
        var (rows, y) = (KernelRows.Of(golden.GetProperty("X").Numbers(), Two), golden.GetProperty("y").Numbers());
        var kernel = KernelFit.Isotropic(rows, y);
        Assert.Equal(golden.Number("fitted_length_scale"), kernel.LengthScales[0], 1e-4);
        Assert.Equal(golden.Number("fitted_lml"), new GaussianProcess(rows, y, kernel).LogMarginalLikelihood, 1e-6);
    }

    [Fact]
    public void The_likelihoods_gradient_equals_finite_differences()
    {
        var (rows, y) = Drawn(13);
        double[] logs = [Math.Log(0.3), Math.Log(0.8), Math.Log(1.7), Math.Log(0.01)];
        var (gradient, unused) = (new double[4], new double[4]);
        MaternKernel Kernel() => new([Math.Exp(logs[0]), Math.Exp(logs[1])], Math.Exp(logs[2]), Math.Exp(logs[3]));
        var value = MarginalLikelihood.Of(rows, y, Kernel(), gradient);
        var (mean, deviation) = GaussianProcess.Standard(y);
        Assert.Equal(value, new GaussianProcess(rows, [.. y.Select(one => mean + (deviation * one))], Kernel()).LogMarginalLikelihood, 3.0); // standardised once more, so only near
        for (var i = 0; i < logs.Length; i++)
        {
            var kept = logs[i];
            logs[i] = kept + 1e-5;
            var above = MarginalLikelihood.Of(rows, y, Kernel(), unused);
            logs[i] = kept - 1e-5;
            var below = MarginalLikelihood.Of(rows, y, Kernel(), unused);
            logs[i] = kept;
            Assert.Equal((above - below) / 2e-5, gradient[i], 1e-5 * Math.Max(1, Math.Abs(gradient[i])));
        }
    }

    [Fact]
    public void One_place_is_predicted_as_among_many_with_the_right_slopes()
    {
        var (rows, y) = Drawn(21);
        var process = new GaussianProcess(rows, y, new MaternKernel([0.4, 0.9], 1.3, 1e-4));
        double[] place = [0.31, 0.62];
        var (byMean, byDeviation, unused) = (new double[2], new double[2], new double[2]);
        var (mean, deviation) = process.PredictAt(place, byMean, byDeviation);
        var (means, deviations) = (new double[11], new double[11]);
        process.Predict([.. Enumerable.Repeat(place, 11).SelectMany(one => one)], means, deviations);
        Assert.All(means, one => Assert.Equal(mean, one, 1e-10));
        Assert.All(deviations, one => Assert.Equal(deviation, one, 1e-10));
        for (var i = 0; i < 2; i++)
        {
            double[] right = [.. place], left = [.. place];
            right[i] += 1e-5;
            left[i] -= 1e-5;
            var (above, below) = (process.PredictAt(right, unused, unused), process.PredictAt(left, unused, unused));
            Assert.Equal((above.Mean - below.Mean) / 2e-5, byMean[i], 1e-6);
            Assert.Equal((above.Deviation - below.Deviation) / 2e-5, byDeviation[i], 1e-6);
        }
    }

    [Fact]
    public void A_known_row_without_its_noise_is_what_is_predicted_there()
    {
        var (rows, y) = Drawn(9);
        var process = new GaussianProcess(rows, y, new MaternKernel([0.4, 0.9], 1, 0.1));
        var scaled = rows.Scaled([1, 1]);
        var unused = new double[2];
        for (var row = 0; row < 9; row++) Assert.Equal(process.PredictAt([scaled[row], scaled[9 + row]], unused, unused).Mean, process.MeanAt(row, y[row]), 1e-10);
    }

    [Fact]
    public void What_does_not_matter_gets_a_long_length_scale()
    {
        var random = new Random(4);
        double[] places = [.. Enumerable.Range(0, 2 * 40).Select(_ => random.NextDouble())];
        double[] y = [.. Enumerable.Range(0, 40).Select(row => Math.Sin(6 * places[2 * row]))];
        var kernel = KernelFit.Of(KernelRows.Of(places, Two), y);
        Assert.True(kernel.LengthScales[1] > 3 * kernel.LengthScales[0]);
        Assert.True(kernel.Noise < 1e-3);
    }

    private static (KernelRows Rows, double[] Values) Drawn(int count)
    {
        var random = new Random(2);
        double[] places = [.. Enumerable.Range(0, 2 * count).Select(_ => random.NextDouble())];
        return (KernelRows.Of(places, Two), [.. Enumerable.Range(0, count).Select(row => Math.Cos(4 * places[2 * row]) + places[(2 * row) + 1])]);
    }
}
