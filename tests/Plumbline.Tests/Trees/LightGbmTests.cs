using Plumbline.Failures;
using Plumbline.Neural.Training;
using Plumbline.Trees;

namespace Plumbline.Tests.Trees;

public sealed class LightGbmTests
{
    private static readonly BoostedTreesOptions Plain = new() { Objective = TreeObjective.SquaredError, L1 = 0, L2 = 0, MinGain = 0, Subsample = 1, MinCurvature = 0, Patience = null };

    [Fact]
    public void One_split_at_full_rate_gives_the_means_of_both_sides()
    {
        // Input 1 separates targets 0, 0, 1 from 1, 1; input 0 is noise.
        var samples = Samples(2, [2, 0, 4, 0, 1, 0, 3, 9, 5, 9], [0, 0, 1, 1, 1]);
        var (trees, _) = Grow(samples, Plain with { Rounds = 1, Depth = 1, LearningRate = 1 });
        var tree = Assert.Single(trees);
        Assert.Equal(1, tree.Inputs[0]);
        Assert.InRange(tree.Thresholds[0], 0, 9);
        Assert.Equal(1.0 / 3, tree.Of([0, 0]), 1e-6);
        Assert.Equal(1, tree.Of([0, 9]), 1e-6);
    }

    [Fact]
    public void Weights_move_the_means()
    {
        var samples = Samples(1, [0, 0, 1, 1], [0, 1, 1, 1]) with { Weights = new float[] { 1, 3, 1, 1 } };
        var (trees, _) = Grow(samples, Plain with { Rounds = 1, Depth = 1, LearningRate = 1 });
        Assert.Equal(0.75, trees[0].Of([0]), 1e-6);
    }

    [Fact]
    public void Targets_between_none_and_all_are_learned_as_they_are()
    {
        var samples = Samples(1, [.. Enumerable.Range(0, 40).Select(i => (float)(i % 2))], [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? 0.25f : 0.75f)]);
        var (trees, _) = Grow(samples, Plain with { Objective = TreeObjective.Probability, Rounds = 60, LearningRate = 0.5 });
        Assert.Equal(0.25, Sigmoid(trees.Sum(tree => tree.Of([0]))), 1e-3);
        Assert.Equal(0.75, Sigmoid(trees.Sum(tree => tree.Of([1]))), 1e-3);

        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }

    [Fact]
    public void It_stops_when_others_gain_nothing_and_keeps_the_best_round()
    {
        var random = new Random(4);
        var (train, others) = (Noise(random), Noise(random));
        var (trees, history) = LightGbm.Grow(train, others, Plain with { Rounds = 200, Patience = 5, Depth = 4, LearningRate = 0.3 }, 1, new TrainingWatch(), default);
        Assert.True(history.StoppedEarly);
        Assert.Equal(history.BestEpoch + 5, history.Epochs.Count);
        Assert.Equal(history.BestEpoch, trees.Count);
        Assert.Equal(history.Epochs.Min(epoch => epoch.ValidationLoss), history.Best.ValidationLoss);
    }

    [Fact]
    public void The_same_seed_gives_the_same_trees_and_another_one_others()
    {
        var samples = Noise(new Random(5));
        var options = Plain with { Rounds = 10, Subsample = 0.6, Depth = 3 };
        Assert.Equal(Values(1), Values(1));
        Assert.NotEqual(Values(1), Values(2));

        IEnumerable<double> Values(int seed) => LightGbm.Grow(samples, null, options, seed, new TrainingWatch(), default).Trees.SelectMany(tree => tree.Leaves).ToArray();
    }

    [Fact]
    public void Targets_that_never_differ_give_their_value()
    {
        var (trees, _) = Grow(Samples(1, [1, 2, 3, 4], [1, 1, 1, 1]), Plain);
        Assert.Equal(1, trees.Sum(tree => tree.Of([2.5f])), 1e-6);
    }

    [Fact]
    public void Wrong_options_and_no_samples_are_refused_and_it_can_be_cancelled()
    {
        Assert.Throws<ArgumentException>(() => Grow(Noise(new Random(1)), Plain with { Depth = 0, Rounds = 0 }));
        Assert.Throws<ArgumentException>(() => Grow(Samples(1, [], []), Plain));
        Assert.Throws<OperationCanceledException>(() => LightGbm.Grow(Noise(new Random(1)), null, Plain, 1, new TrainingWatch(), new CancellationToken(true)));
    }

    private static (IReadOnlyList<GrownTree> Trees, TrainingHistory History) Grow(TreeSamples samples, BoostedTreesOptions options) =>
        LightGbm.Grow(samples, null, options, 1, new TrainingWatch(), default);

    private static TreeSamples Noise(Random random) => Samples(3, [.. Enumerable.Range(0, 600).Select(_ => (float)random.NextDouble())], [.. Enumerable.Range(0, 200).Select(_ => (float)random.Next(2))]);

    private static TreeSamples Samples(int width, float[] values, float[] targets) => new(width, values, targets, targets.Select(_ => 1f).ToArray());
}
