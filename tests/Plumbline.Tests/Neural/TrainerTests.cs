using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

public sealed class TrainerTests
{
    private const int Width = 10;
    private static readonly float[][] Samples = Make(200);

    [Fact]
    public void Same_seed_same_bits_and_other_seed_other_bits()
    {
        Assert.Equal(Parameters(seed: 5), Parameters(seed: 5));
        Assert.NotEqual(Parameters(seed: 5), Parameters(seed: 6));

        static float[] Parameters(int seed)
        {
            var network = Untrained(seed);
            Fit(network, new TrainingOptions { Epochs = 3, Seed = seed });
            return network.Parameters.ToArray();
        }
    }

    [Fact]
    public void The_network_ends_with_the_parameters_of_its_best_epoch()
    {
        // So large a rate that the loss goes up and down; a run that ends at the best epoch must have the same parameters.
        var options = new TrainingOptions { Epochs = 40, LearningRate = 0.2, Patience = null, ValidationShare = 0.2 };
        var network = Untrained(seed: 1);
        var history = Fit(network, options);
        Assert.InRange(history.BestEpoch, 2, 39);
        Assert.Equal(history.Epochs.Min(epoch => epoch.ValidationLoss), history.Best.ValidationLoss);

        var shorter = Untrained(seed: 1);
        Fit(shorter, options with { Epochs = history.BestEpoch });
        Assert.Equal(shorter.Parameters.ToArray(), network.Parameters.ToArray());
        Assert.Equal(history.Best.ValidationLoss!.Value, MeanLoss(network, Samples[160..]), 1e-6);
    }

    [Fact]
    public void Training_stops_when_patience_runs_out()
    {
        var history = Fit(Untrained(seed: 1), new TrainingOptions { Epochs = 400, LearningRate = 0.05, Patience = 4 });
        Assert.True(history.StoppedEarly);
        Assert.Equal(history.BestEpoch + 4, history.Epochs.Count);
    }

    [Fact]
    public void Improvements_below_the_least_difference_use_up_patience_but_still_count_as_best()
    {
        var history = Fit(Untrained(seed: 1), new TrainingOptions { Epochs = 50, Patience = 2, MinDelta = 1e6 });
        Assert.True(history.StoppedEarly);
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(3, history.BestEpoch);
    }

    [Fact]
    public void Validation_takes_the_last_samples_and_training_never_sees_them()
    {
        var seen = new List<int>();
        var options = new TrainingOptions { Epochs = 1, BatchSize = 7, ValidationShare = 0.1, RefuseCollapse = false };
        SampleSource source = sample =>
        {
            seen.Add(sample);
            return Samples[sample];
        };
        Trainer.Fit(Untrained(seed: 1), source, source, 200, options, new Random(1), new TrainingWatch(), CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 180), seen.Take(180).Order());
        Assert.NotEqual(Enumerable.Range(0, 180), seen.Take(180));
        Assert.Equal(Enumerable.Range(180, 20), seen.Skip(180));
    }

    [Fact]
    public void Without_validation_the_training_loss_decides()
    {
        var history = Fit(Untrained(seed: 1), new TrainingOptions { Epochs = 3, ValidationShare = 0 });
        Assert.All(history.Epochs, epoch => Assert.Null(epoch.ValidationLoss));
        Assert.Equal(history.Epochs.Min(epoch => epoch.TrainingLoss), history.Best.TrainingLoss);
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_training_with_what_to_try()
    {
        var error = Assert.Throws<TrainingDivergedException>(() => Fit(Untrained(seed: 1), new TrainingOptions { LearningRate = 1e30 }));
        Assert.Equal(1, error.Epoch);
        Assert.Equal(2, error.Batch);
        Assert.Equal(1e30, error.LearningRate);
        Assert.Contains("epoch 1, batch 2", error.Message);
        Assert.Contains("Try a learning rate", error.Message);
    }

    [Fact]
    public void A_network_whose_units_have_died_is_refused_unless_asked_for()
    {
        var options = new TrainingOptions { Epochs = 3, LearningRate = 100, Optimizer = OptimizerKind.Adam, Patience = null, ValidationShare = 0 };
        var error = Assert.Throws<TrainingCollapsedException>(() => Fit(Dying(), options));
        Assert.Contains("same outputs whatever goes in", error.Message);
        Assert.Contains("learning rate of 10", error.Message);
        Assert.NotEmpty(Fit(Dying(), options with { RefuseCollapse = false }).Epochs);

        // All of its relu units are far below zero for every sample.
        static Network Dying()
        {
            var network = Untrained(seed: 1);
            foreach (var unit in Enumerable.Range(0, 4)) network.ParametersOf(0)[network.Layers[0].Blocks[1].IndexOf(unit)] = -1e3f;
            return network;
        }
    }

    [Fact]
    public void Samples_that_are_all_the_same_are_no_collapse()
    {
        SampleSource source = _ => Samples[0];
        var history = Trainer.Fit(Untrained(seed: 1), source, source, 50, new TrainingOptions { Epochs = 2 }, new Random(1), new TrainingWatch(), CancellationToken.None);
        Assert.Equal(2, history.Epochs.Count);
    }

    [Fact]
    public void The_history_keeps_the_rate_that_a_schedule_gave()
    {
        var history = Fit(Untrained(seed: 1), new TrainingOptions { Epochs = 3, LearningRate = 0.01, Schedule = new LearningRateSchedule { Kind = ScheduleKind.Step, Every = 1 } });
        Assert.Equal([0.01, 0.005, 0.0025], history.Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void Cancelling_ends_training_before_the_next_batch()
    {
        using var cancellation = new CancellationTokenSource();
        var read = 0;
        SampleSource source = sample =>
        {
            if (++read == 40) cancellation.Cancel();
            return Samples[sample];
        };
        Assert.Throws<OperationCanceledException>(() =>
            Trainer.Fit(Untrained(seed: 1), source, source, 200, new TrainingOptions(), new Random(1), new TrainingWatch(), cancellation.Token));
        Assert.Equal(64, read);
    }

    [Fact]
    public void Progress_goes_through_every_epoch_to_its_end()
    {
        var reports = new Reports();
        var options = new TrainingOptions { Epochs = 2, Patience = null };
        var history = Trainer.Fit(Untrained(seed: 1), Sample, Sample, 200, options, new Random(1), new TrainingWatch { Progress = reports }, CancellationToken.None);
        Assert.Equal([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2], reports.Select(report => report.Epoch));
        Assert.Equal(1, reports[5].BatchShare);
        Assert.Equal(history.Epochs[0].TrainingLoss, reports[5].TrainingLoss);
        Assert.Null(reports[5].ValidationLoss);
        Assert.Equal(history.Epochs[0].ValidationLoss, reports[6].ValidationLoss);
    }

    [Fact]
    public void The_history_keeps_losses_rate_gradient_and_time()
    {
        var time = new Ticking();
        var options = new TrainingOptions { Epochs = 2, LearningRate = 0.002 };
        var history = Trainer.Fit(Untrained(seed: 1), Sample, Sample, 200, options, new Random(1), new TrainingWatch { Time = time }, CancellationToken.None);
        Assert.Equal([1, 2], history.Epochs.Select(epoch => epoch.Epoch));
        Assert.True(history.Epochs[1].TrainingLoss < history.Epochs[0].TrainingLoss);
        Assert.All(history.Epochs, epoch => Assert.Equal(0.002, epoch.LearningRate));
        Assert.All(history.Epochs, epoch => Assert.InRange(epoch.GradientNorm, 1e-6, 10));
        Assert.All(history.Epochs, epoch => Assert.Equal(1, epoch.Seconds));
    }

    [Fact]
    public void Clipping_shortens_long_gradients_and_keeps_their_direction()
    {
        SampleSource source = Sample;
        var pass = new Backpropagation(Untrained(seed: 1), source, source, 8);
        pass.LossAndGradients([0, 1, 2, 3, 4, 5, 6, 7]);
        var before = pass.Gradients.ToArray();
        var norm = Math.Sqrt(before.Sum(gradient => (double)gradient * gradient));
        Assert.Equal(norm, pass.Clip(2 * norm), 1e-6 * norm);
        Assert.Equal(before, pass.Gradients.ToArray());
        Assert.Equal(norm, pass.Clip(norm / 4), 1e-6 * norm);
        for (var i = 0; i < before.Length; i++) Assert.Equal(before[i] / 4, pass.Gradients[i], 1e-6 * norm);
    }

    [Fact]
    public void A_trainer_steps_on_clipped_gradients_and_keeps_their_length_before()
    {
        var (free, clipped, loose) = (Untrained(seed: 1), Untrained(seed: 1), Untrained(seed: 1));
        var options = new TrainingOptions { Epochs = 3, Optimizer = OptimizerKind.RmsProp };
        var history = Fit(free, options);
        var tight = Fit(clipped, options with { ClipNorm = 1e-6 });
        Fit(loose, options with { ClipNorm = 1e6 });
        Assert.Equal(free.Parameters.ToArray(), loose.Parameters.ToArray());
        Assert.NotEqual(free.Parameters.ToArray(), clipped.Parameters.ToArray());
        Assert.InRange(tight.Epochs[0].GradientNorm, 0.5 * history.Epochs[0].GradientNorm, 10);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        Allocated(20);
        // The least of a few runs: a collection that other tests cause may trim pools in between.
        var (few, many) = (Enumerable.Range(0, 4).Min(_ => Allocated(20)), Enumerable.Range(0, 4).Min(_ => Allocated(200)));
        // Ten times the steps may cost no more than the longer order of the samples, four bytes each.
        Assert.InRange(many, few, few + (4 * 180));

        static long Allocated(int count)
        {
            var network = Untrained(seed: 1);
            SampleSource source = Sample;
            var before = GC.GetAllocatedBytesForCurrentThread();
            Trainer.Fit(network, source, source, count, new TrainingOptions { Epochs = 2, BatchSize = 1 }, new Random(1), new TrainingWatch(), CancellationToken.None);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Too_few_samples_are_refused() =>
        Assert.Throws<ArgumentException>("count", () => Trainer.Fit(Untrained(seed: 1), Sample, Sample, 1, new TrainingOptions(), new Random(1), new TrainingWatch(), CancellationToken.None));

    private static Network Untrained(int seed) => Network.Create(DenseLayer.Chain(Width, [(4, Activation.Relu), (Width, Activation.Linear)]), new Random(seed));

    private static ReadOnlySpan<float> Sample(int sample) => Samples[sample];

    private static TrainingHistory Fit(Network network, TrainingOptions options)
    {
        SampleSource source = Sample;
        return Trainer.Fit(network, source, source, Samples.Length, options, new Random(options.Seed), new TrainingWatch(), CancellationToken.None);
    }

    private static double MeanLoss(Network network, float[][] rows) => rows.Average(row =>
    {
        var output = new float[Width];
        network.Forward(row, output);
        return row.Zip(output, (x, y) => ((double)x - y) * ((double)x - y)).Average();
    });

    /// <summary>Three hidden causes and some noise.</summary>
    private static float[][] Make(int count)
    {
        var random = new Random(11);
        var mix = Enumerable.Range(0, 3 * Width).Select(_ => (2 * random.NextDouble()) - 1).ToArray();
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var causes = Enumerable.Range(0, 3).Select(_ => (2 * random.NextDouble()) - 1).ToArray();
            return Enumerable.Range(0, Width).Select(i => (float)(Enumerable.Range(0, 3).Sum(c => causes[c] * mix[(c * Width) + i]) + (0.1 * random.NextDouble()))).ToArray();
        })];
    }

    private sealed class Reports : List<TrainingProgress>, IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Add(value);
    }

    /// <summary>A second goes by each time someone looks.</summary>
    private sealed class Ticking : TimeProvider
    {
        private long looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => looks++;
    }
}
