using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural.Training;
using Plumbline.Statistics;
using Plumbline.Tests.Statistics;

namespace Plumbline.Tests.Models;

public sealed class DensityModelTests
{
    private static readonly Windows Series = new([Array.ConvertAll(RecordedSeries.Values, value => (float)value)], 3, 1);

    [Fact]
    public void Scores_are_negative_log_densities_above_the_least_there_can_be()
    {
        var kde = KdeModel.Fit(Series, new KdeOptions { Bandwidths = [0.3] }, TestContext.Current.CancellationToken);
        var plain = new GaussianKde(Array.ConvertAll(WindowRows.Flat(Series), value => (double)value), 3, 0.3);
        Agree(kde, plain.Peak, plain.LogDensities);
        var mixture = MixtureModel.Fit(Series, new MixtureOptions { Components = [3] }, 0, TestContext.Current.CancellationToken);
        Agree(mixture, mixture.Mixture.Peak, mixture.Mixture.LogDensities);
    }

    [Fact]
    public void The_contributions_of_a_kernel_density_sum_to_the_score_but_for_how_many_are_near()
    {
        var kde = KdeModel.Fit(Series, new KdeOptions { Bandwidths = [0.3] }, TestContext.Current.CancellationToken);
        var (score, contributions) = (new double[1], new double[3]);
        kde.Score([50, 2, -1], score);
        kde.Contributions([50, 2, -1], contributions);
        Assert.InRange(score[0] - (contributions.Sum() / (2 * 0.3 * 0.3)), 0, Math.Log(240) + 1e-6);
        Assert.True(contributions[0] > 0.99 * contributions.Sum());
    }

    [Fact]
    public void The_mixture_finds_the_three_regimes_by_either_criterion()
    {
        var options = new MixtureOptions { Components = [1, 2, 3], Starts = 5 };
        Assert.Equal(3, MixtureModel.Fit(Series, options, 0, TestContext.Current.CancellationToken).Mixture.ComponentCount);
        Assert.Equal(3, MixtureModel.Fit(Series, options with { Choice = ComponentChoice.Bic }, 0, TestContext.Current.CancellationToken).Mixture.ComponentCount);
    }

    [Fact]
    public void One_model_detects_and_another_explains()
    {
        var options = new ExplainedOptions { Explains = new PcaOptions { Components = 1 } };
        var model = (ExplainedModel)options.Fit(Series, new TrainingOptions(), new TrainingWatch(), TestContext.Current.CancellationToken);
        var window = Series[100].ToArray();
        var (score, alone, expected, contributions) = (new double[1], new double[1], new float[3], new double[3]);
        model.Score(window, score);
        KdeModel.Fit(Series, new KdeOptions(), TestContext.Current.CancellationToken).Score(window, alone);
        Assert.Equal(alone, score);
        model.Reconstruct(window, expected);
        model.Contributions(window, contributions);
        Assert.Equal(window.Zip(expected, (x, y) => ((double)x - y) * ((double)x - y)), contributions);
    }

    [Fact]
    public void Defaults_are_as_documented()
    {
        Assert.Equal([0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5], new KdeOptions().Bandwidths);
        Assert.Equal([1, 2, 4, 8], new MixtureOptions().Components);
        var mixture = new MixtureOptions();
        Assert.Equal((5, 3, 3, false, 0.01, ComponentChoice.HeldOut), (new KdeOptions().Folds, mixture.Folds, mixture.Starts, mixture.Diagonal, mixture.Ridge, mixture.Choice));
    }

    [Fact]
    public void All_wrong_options_are_reported_together()
    {
        Assert.Equal(4, new KdeOptions { Bandwidths = [0, 1, double.NaN], Folds = 1, Window = 0 }.Problems().Count());
        Assert.Equal(6, new MixtureOptions { Components = [0], Folds = 1, Ridge = -1, Starts = 0, Choice = (ComponentChoice)7, Window = 0 }.Problems().Count());
        Assert.Equal(["detects expects values; expected a model that scores itself, such as kde or mixture", "explains scores itself; expected a model that expects values, such as dense or pca",
            "window is 2, of detects 1, of explains 1; expected the same"], new ExplainedOptions { Detects = new PcaOptions(), Explains = new KdeOptions(), Window = 2 }.Problems());
        Assert.Throws<ArgumentException>(() => KdeModel.Fit(new Windows([new float[6]], 3, 1), new KdeOptions()));
        Assert.Throws<ArgumentException>(() => MixtureModel.Fit(new Windows([new float[6]], 3, 1), new MixtureOptions(), 0));
    }

    private delegate void Densities(ReadOnlySpan<double> points, Span<double> logDensities);

    private static void Agree(IScoringModel model, double peak, Densities densities)
    {
        var windows = WindowRows.Flat(Series);
        var (scores, logDensities) = (new double[Series.Count], new double[Series.Count]);
        model.Score(windows, scores);
        densities(Array.ConvertAll(windows, value => (double)value), logDensities);
        Assert.Equal(logDensities.Select(logDensity => peak - logDensity), scores);
        Assert.All(scores, score => Assert.True(score >= 0));
    }
}
