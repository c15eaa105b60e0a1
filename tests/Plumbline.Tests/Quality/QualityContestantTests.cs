using Plumbline.App.Quality;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.Tests.Quality;

public sealed class QualityContestantTests
{
    private static readonly QualityCase Case = new("A:x", new LoadedSeries(new QualityFile(typeof(QualityCase).Assembly.Location, "x", "x", 400, 0, null), Frame(), "", 400, []), QualityView.A, Frame(), 400, 20, null, null);

    [Fact]
    public void All_that_one_series_is_enough_for_take_part_and_the_others_have_a_reason()
    {
        var (all, left) = QualityContestant.Choose([]);
        Assert.Equal(Presets.All.Count + 1, all.Count + left.Count);
        Assert.Equal(Presets.All.Where(preset => preset.Name.StartsWith("hpc-lecture", StringComparison.Ordinal) || preset.Name.StartsWith("lab-", StringComparison.Ordinal)).Select(preset => preset.Name),
            left.Select(one => one.Name));
        Assert.All(left, one => Assert.NotEmpty(one.Why));
        Assert.Equal(["auto", "zscore", "pca", "random"], QualityContestant.Choose(["auto"]).In.Select(one => one.Name));
        Assert.Equal(["pca", "zscore", "random"], QualityContestant.Choose(["pca", "random"]).In.Select(one => one.Name));
        Assert.Contains("'auto' perhaps", Assert.Throws<UsageException>(() => QualityContestant.Choose(["auot"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(QualityLearning.Preset)]
    [InlineData(QualityLearning.All)]
    public void Whatever_is_asked_for_has_options_that_one_series_is_enough_for(object learning)
    {
        foreach (var contestant in QualityContestant.Choose([.. Presets.All.Select(preset => preset.Name)]).In.Where(one => one.Preset is not null))
        {
            var options = contestant.Options(Case, (QualityLearning)learning, 7);
            Assert.Empty(options.Problems());
            Assert.False(options.Threshold.NeedsLabels);
            Assert.Null(QualityContestant.WhyNot(options with { Train = options.Train with { Rows = null } }));
            Assert.Equal((400, 7), (options.Train.Rows, options.Train.Seed));
        }
    }

    private static SeriesFrame Frame() => new("", ["x"], TimeAxis.Counting(1000), new double[1000], new int[1000]);
}
