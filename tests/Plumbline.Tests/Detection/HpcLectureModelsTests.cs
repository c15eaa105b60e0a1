using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Models;

namespace Plumbline.Tests.Detection;

/// <summary>The other models of the HPC lecture on its own data: published thresholds and costs, and an independent reproduction with scikit-learn.</summary>
public sealed class HpcLectureModelsTests
{
    private static readonly Lazy<SeriesFrame> Frame = new(() =>
    {
        using var file = File.OpenRead(SharedData.Path("series/hpc_davide/hpc.csv"));
        return SeriesCsvReader.ReadAll(file, "hpc.csv")[0];
    });

    [Theory]
    [InlineData(1e5, 100, 82_727.273, 266, 265)]
    [InlineData(2e5, 200, 148_442.211, 263, 265)]
    public void The_kernel_density_costs_what_it_cost_in_both_editions(double to, int count, double threshold, double validation, double test)
    {
        var detector = Fit("hpc-lecture-kde", new LinearGrid(1e4, to, count));
        Assert.Equal(0.5, ((KdeModel)detector.Model).Bandwidth);
        Assert.Equal(threshold, detector.Threshold.Value, 5e-4);
        Assert.Equal((0, validation, test), Costs(detector));
    }

    // Published 0/242/275. It hangs on the first centres: scikit-learn 1.2.1 gives 238, 239 and 244 on eight seeds.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_mixture_of_four_costs_what_it_cost_in_the_lecture(int seed)
    {
        var (train, validation, test) = Costs(Fit("hpc-lecture-mixture", null, seed));
        Assert.Equal(0, train);
        Assert.InRange(validation, 238, 245);
        Assert.Equal(275, test);
    }

    // The lectures publish none on this data. A reproduction had 0/244/275 at 1.22e6 with a penalty it does not state; with scikit-learn's Ridge
    // of these penalties an independent program gives these figures.
    [Theory]
    [InlineData(1, 1.475e6, 263, 265)]
    [InlineData(10, 1.385e6, 254, 275)]
    [InlineData(100, 1.24e6, 243, 275)]
    public void The_autoregressor_costs_what_one_of_scikit_learn_does(double ridge, double threshold, double validation, double test)
    {
        var options = Presets.Named("hpc-lecture-autoregressor").Options;
        var detector = DetectorFit.Run([Frame.Value], options with { Model = new AutoregressorOptions { Ridge = ridge } }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((0, validation, test), Costs(detector));
        Assert.Equal(threshold, 4 * detector.Threshold.Value, 1);
        Assert.Equal(100, ((AutoregressorOptions)options.Model).Ridge);
    }

    private static Detector Fit(string preset, LinearGrid? grid = null, int seed = 0)
    {
        var options = Presets.Named(preset).Options;
        return DetectorFit.Run([Frame.Value], options with
        {
            Train = options.Train with { Seed = seed },
            Threshold = options.Threshold with { Grid = grid ?? options.Threshold.Grid },
        }, cancellation: TestContext.Current.CancellationToken);
    }

    private static (double Train, double Validation, double Test) Costs(Detector detector)
    {
        var scores = detector.Score(Frame.Value).Rows.RawScores;
        return (Of(0, 3000), Of(3000, 4500), Of(4500, 6667));

        double Of(int from, int to) => new CostModel().Evaluate(scores.AsSpan(from, to - from), Frame.Value.Labels.Span[from..to], detector.Threshold.Value).Cost;
    }
}
