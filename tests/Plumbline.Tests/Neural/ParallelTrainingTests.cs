using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

public sealed class ParallelTrainingTests
{
    private const int Width = 10;
    private static readonly float[][] Samples = NetworkCheck.Samples(700, Width, seed: 3);
    private static readonly IReadOnlyList<Layer> Layers = DenseLayer.Chain(Width, [(6, Activation.Tanh), (Width, Activation.Linear)]);

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var (two, three, seven) = (Trained(2), Trained(3), Trained(7));
        Assert.Equal(two, three);
        Assert.Equal(two, seven);
        var one = Trained(1);
        for (var i = 0; i < one.Length; i++) Assert.Equal(one[i], two[i], 1e-4);

        static float[] Trained(int threads)
        {
            var network = Network.Create(Layers, new Random(1));
            var options = new TrainingOptions { BatchSize = 300, Epochs = 20, Patience = null, Threads = threads };
            Trainer.Fit(network, Sample, Sample, Samples.Length, options, new Random(1), new TrainingWatch(), CancellationToken.None);
            return network.Parameters.ToArray();
        }
    }

    [Fact]
    public void A_source_that_fails_on_another_thread_fails_the_batch()
    {
        SampleSource source = sample => sample == 130 ? throw new IOException("gone") : Samples[sample];
        using var pass = new Backpropagation(Network.Create(Layers, new Random(1)), source, source, 300, threads: 3);
        var fault = Assert.Throws<InvalidOperationException>(() => pass.LossAndGradients([.. Enumerable.Range(0, 300)]));
        Assert.Equal("gone", Assert.IsType<IOException>(fault.InnerException).Message);
        pass.LossAndGradients([.. Enumerable.Range(200, 300)]); // and the next one is well
    }

    [Fact]
    public void A_batch_on_several_threads_allocates_nothing()
    {
        using var pass = new Backpropagation(Network.Create(Layers, new Random(1)), Sample, Sample, 300, threads: 2);
        int[] samples = [.. Enumerable.Range(0, 300)];
        pass.LossAndGradients(samples);
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++) pass.LossAndGradients(samples);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Of_several_starts_the_best_is_kept_however_many_run_side_by_side(int threads)
    {
        var options = new TrainingOptions { Epochs = 3, Starts = 5, Threads = threads, Seed = 20 };
        var reports = new List<TrainingProgress>();
        var (network, history) = SeveralStarts.Fit(Layers, Sample, Sample, Samples.Length, options, new TrainingWatch { Progress = new Reports(reports) }, CancellationToken.None);
        var alone = Enumerable.Range(20, 5).Select(seed =>
            SeveralStarts.Fit(Layers, Sample, Sample, Samples.Length, options with { Starts = 1, Seed = seed }, new TrainingWatch(), CancellationToken.None)).ToList();
        var best = alone.MinBy(run => run.History.Best.MonitoredLoss);
        Assert.Equal(best.Network.Parameters.ToArray(), network.Parameters.ToArray());
        Assert.Equal(best.History.Best.MonitoredLoss, history.Best.MonitoredLoss);
        Assert.Equal([1, 2, 3, 4, 5], reports.Select(report => report.Start).Distinct().Order());
    }

    [Fact]
    public void A_start_that_fails_fails_as_if_alone() => Assert.Throws<TrainingDivergedException>(() => SeveralStarts.Fit(Layers, Sample, Sample, Samples.Length,
        new TrainingOptions { LearningRate = 1e30, Starts = 3, Threads = 2 }, new TrainingWatch(), CancellationToken.None));

    private static readonly SampleSource Sample = sample => Samples[sample];

    private sealed class Reports(List<TrainingProgress> all) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => all.Add(value);
    }
}
