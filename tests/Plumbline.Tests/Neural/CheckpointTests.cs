using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

public sealed class CheckpointTests
{
    private const int Width = 6;
    private static readonly float[][] Samples = NetworkCheck.Samples(100, Width, seed: 3);
    private static readonly TrainingOptions Options = new()
    {
        Epochs = 12,
        Patience = null,
        LearningRate = 0.02,
        Schedule = new LearningRateSchedule { Kind = ScheduleKind.Plateau, Every = 2 },
    };

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.AdamW)]
    [InlineData(OptimizerKind.RmsProp)]
    [InlineData(OptimizerKind.Sgd)]
    public void A_run_that_is_interrupted_goes_on_to_the_same_bits(OptimizerKind optimizer)
    {
        var options = Options with { Optimizer = optimizer };
        var (whole, wholeHistory) = Fit(options, null);
        foreach (var after in new[] { 1, 5, 11 })
        {
            var kept = Interrupted(options, after);
            var (resumed, history) = Fit(options, Holding(kept));
            Assert.Equal(whole, resumed);
            Assert.Equal(wholeHistory.BestEpoch, history.BestEpoch);
            Assert.Equal(wholeHistory.Epochs.Select(epoch => epoch with { Seconds = 0 }), history.Epochs.Select(epoch => epoch with { Seconds = 0 }));
        }
    }

    [Fact]
    public void A_finished_run_gives_its_network_at_once()
    {
        var options = Options with { RefuseCollapse = false }; // which looks at samples too
        byte[]? last = null;
        var (whole, _) = Fit(options, new TrainingCheckpoints { Load = _ => null, Save = (_, bytes) => last = bytes, Every = TimeSpan.Zero });
        var read = 0;
        var (again, _) = Fit(options, Holding(last!), sample =>
        {
            read++;
            return Samples[sample];
        });
        Assert.Equal(whole, again);
        Assert.Equal(100, read); // once, to know the samples again
    }

    [Fact]
    public void Patience_that_ran_out_stays_so()
    {
        var options = Options with { Epochs = 400, Patience = 2, LearningRate = 0.3 };
        byte[]? last = null;
        var (whole, history) = Fit(options, new TrainingCheckpoints { Load = _ => null, Save = (_, bytes) => last = bytes, Every = TimeSpan.Zero });
        Assert.True(history.StoppedEarly);
        var (again, resumed) = Fit(options, Holding(last!));
        Assert.Equal(whole, again);
        Assert.Equal(history.Epochs.Count, resumed.Epochs.Count);
        Assert.True(resumed.StoppedEarly);
    }

    [Fact]
    public void A_checkpoint_of_other_options_or_other_samples_is_refused()
    {
        var kept = Interrupted(Options, 3);
        Assert.Contains("another training run", Assert.Throws<FormatException>(() => Fit(Options with { LearningRate = 0.03 }, Holding(kept))).Message);
        Assert.Throws<FormatException>(() => Fit(Options with { Seed = 1 }, Holding(kept)));
        Assert.Throws<FormatException>(() => Fit(Options, Holding(kept), sample => Samples[99 - sample]));
        Assert.Throws<FormatException>(() => Fit(Options, Holding(kept[..^4])));
        Assert.Throws<FormatException>(() => Fit(Options, Holding([])));
    }

    [Fact]
    public void Saves_are_as_far_apart_as_asked()
    {
        var saves = 0;
        Fit(Options, new TrainingCheckpoints { Load = _ => null, Save = (_, _) => saves++, Every = TimeSpan.FromDays(1) });
        Assert.Equal(0, saves);
        Fit(Options, new TrainingCheckpoints { Load = _ => null, Save = (_, _) => saves++, Every = TimeSpan.Zero });
        Assert.Equal(Options.Epochs, saves);
    }

    private static TrainingCheckpoints Holding(byte[] kept) => new() { Load = _ => kept, Save = (_, _) => { }, Every = TimeSpan.Zero };

    // Stopped in the middle of the epoch after the last save, as by a crash.
    private static byte[] Interrupted(TrainingOptions options, int after)
    {
        using var cancellation = new CancellationTokenSource();
        byte[]? kept = null;
        var saves = 0;
        var read = 0;
        var checkpoints = new TrainingCheckpoints
        {
            Load = _ => null,
            Save = (_, bytes) =>
            {
                if (++saves == after) kept = bytes;
            },
            Every = TimeSpan.Zero,
        };
        Assert.Throws<OperationCanceledException>(() => Fit(options, checkpoints, sample =>
        {
            if (saves == after && ++read == 40) cancellation.Cancel();
            return Samples[sample];
        }, cancellation.Token));
        return kept!;
    }

    private static (float[] Parameters, TrainingHistory History) Fit(TrainingOptions options, TrainingCheckpoints? checkpoints, SampleSource? source = null, CancellationToken cancellation = default)
    {
        source ??= sample => Samples[sample];
        var random = new Random(options.Seed);
        var network = Network.Create(DenseLayer.Chain(Width, [(4, Activation.Tanh), (Width, Activation.Linear)]), random);
        var history = Trainer.Fit(network, source, source, Samples.Length, options, random, new TrainingWatch { Checkpoints = checkpoints }, cancellation);
        return (network.Parameters.ToArray(), history);
    }
}
