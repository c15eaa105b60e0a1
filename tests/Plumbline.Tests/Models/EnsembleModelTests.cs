using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Training;
using Plumbline.Statistics;

namespace Plumbline.Tests.Models;

public sealed class EnsembleModelTests
{
    [Fact]
    public void The_score_is_the_mean_of_minus_the_logarithms_of_the_members_chances()
    {
        var windows = MadeRows.AsWindows(MadeRows.Of(3, 400, 3), 3, 4);
        var options = new EnsembleOptions { Window = 4, HeldOut = 0.25, Members = [new NearestOptions { Window = 4 }, new MahalanobisOptions { Window = 2 }] };
        var tried = MadeRows.Of(4, 4, 3);
        // 397 windows: the last 99 are held out, 3 between share steps with them, the first 295 are fitted on.
        var (fitted, held) = (295, 298);
        double expected = 0;
        foreach (var member in options.Members)
        {
            var own = (IScoringModel)member.Fit(Ends(Enumerable.Range(0, fitted), member.Window), new TrainingOptions(), new TrainingWatch(), CancellationToken.None);
            var scores = Enumerable.Range(held, 99).Select(window => One(own, windows[window][^(member.Window * 3)..])).ToArray();
            expected -= Math.Log(TailProbability.Of(scores).Of(One(own, tried.AsSpan()[^(member.Window * 3)..]))) / 2;
        }
        var model = EnsembleModel.Fit(windows, options, new TrainingOptions(), new TrainingWatch(), CancellationToken.None);
        Assert.Equal(expected, One(model, tried), 1e-12 * expected);

        Windows Ends(IEnumerable<int> which, int length) => new(which.Select(window => (ReadOnlyMemory<float>)windows[window][^(length * 3)..].ToArray()), 3, length);
        static double One(IScoringModel model, ReadOnlySpan<float> window)
        {
            var score = new double[1];
            model.Score(window, score);
            return score[0];
        }
    }

    [Fact]
    public void A_trained_network_may_be_a_member_and_comes_back_to_the_bit()
    {
        var windows = MadeRows.AsWindows(MadeRows.Of(3, 200, 3), 3, 2);
        var options = new EnsembleOptions { Window = 2, Members = [new DenseAutoencoderOptions { Units = [2] }, new IsolationForestOptions { Trees = 20 }] };
        var model = EnsembleModel.Fit(windows, options, new TrainingOptions { Epochs = 2 }, new TrainingWatch(), CancellationToken.None);
        var restored = (EnsembleModel)options.Restore(3, new NamedTensors(model.ToTensors()));
        var (one, other) = (new double[5], new double[5]);
        model.Score(MadeRows.Of(5, 10, 3), one);
        restored.Score(MadeRows.Of(5, 10, 3), other);
        Assert.Equal(one, other);
        Assert.Contains("member_0", Assert.Throws<FormatException>(() =>
            options.Restore(3, new NamedTensors([.. model.ToTensors().Where(tensor => !tensor.Name.Contains("dense_1.bias"))]))).Message);
    }

    [Fact]
    public void Chances_follow_the_ranks_and_fall_smoothly_beyond_the_highest()
    {
        var random = new Random(6);
        var scores = Enumerable.Range(0, 2_000).Select(_ => random.NextDouble()).ToArray();
        var tail = TailProbability.Of(scores);
        Assert.Equal(1, tail.Of(-1));
        for (var score = 0.05; score < 0.98; score += 0.05) Assert.Equal(scores.Count(seen => seen > score) / 2_000.0, tail.Of(score), 0.005);
        double[] rising = [-1, 0.1, 0.5, 0.97, 0.98, 0.985, 0.99, 1, 1.1, 2, 1e6, 1e30];
        Assert.All(rising.Zip(rising.Skip(1)), pair => Assert.True(tail.Of(pair.First) > tail.Of(pair.Second), $"{pair}"));
        Assert.Equal(tail.Of(0.7), TailProbability.Restore(tail.ToNumbers()).Of(0.7));
        Assert.Equal((1, 1), (TailProbability.Of([3, 3, 3]).Of(3), TailProbability.Of([3, 3, 3]).Of(2)));
        Assert.True(TailProbability.Of([3, 3, 3]).Of(3.1) < 0.01);
    }

    [Fact]
    public void All_wrong_options_are_reported_together()
    {
        var options = new EnsembleOptions { Window = 2, HeldOut = 1, Combine = (EnsembleCombination)7, Members = [new PcaOptions { Window = 3, Components = 0 }, new NearestOptions { Neighbours = 0 }] };
        Assert.Equal(["members[0].components is 0", "members[0].window is 3", "members[1].neighbours is 0", "combine is 7", "heldOut is 1"], options.Problems().Select(problem => problem.Split(';')[0]));
        var defaults = new EnsembleOptions();
        Assert.Equal((20, EnsembleCombination.MeanLogTail, 0.25), (defaults.Window, defaults.Combine, defaults.HeldOut));
        Assert.Equal([new PcaOptions(), new MahalanobisOptions(), new NearestOptions { Window = 20, References = 2000 }], defaults.Members);
        Assert.Empty(defaults.Problems());
    }
}
