using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Models;

/// <summary>What every model must keep, whatever it is inside: for each of its settings, expectations and scores.</summary>
public abstract class WindowModelContract(params ModelOptions[] settings)
{
    private const int SignalCount = 5;

    /// <summary>Whether a signal that is off all along is nothing to the model, only one whose newest step is.</summary>
    protected virtual bool OnlyNewestStepCounts => false;

    /// <summary>Whether fitting draws in the order of the signals, or the model reads one by its place, so that another order is another model.</summary>
    protected virtual bool OrderCounts => false;

    [Fact]
    public void The_same_seed_gives_the_same_model_to_the_bit() => Each(options => Assert.Equal(Outputs(Fit(options)), Outputs(Fit(options))));

    [Fact]
    public void A_window_is_judged_alike_alone_and_in_any_batch() => Each(options =>
    {
        var model = Fit(options);
        var width = model.WindowLength * SignalCount;
        var data = Data().AsSpan(0, 240 / model.WindowLength * width);
        var together = Outputs(model, data);
        var each = together.Length / (data.Length / width);
        for (var window = 0; window < data.Length / width; window++)
            Assert.Equal(together[(window * each)..((window + 1) * each)], Outputs(model, data.Slice(window * width, width)));
    });

    [Fact]
    public void Windows_of_a_run_score_as_they_do_alone() => Each(options =>
    {
        if (Fit(options) is not IScoringModel model) return;
        var width = model.WindowLength * SignalCount;
        var data = Data().AsSpan(0, Math.Min(120, 30 + model.WindowLength) * SignalCount).ToArray();
        var (run, one) = (new double[(data.Length / SignalCount) - model.WindowLength + 1], new double[1]);
        model.ScoreRun(data, run);
        for (var window = 0; window < run.Length; window++)
        {
            model.Score(data.AsSpan(window * SignalCount, width), one);
            Assert.Equal(one[0], run[window]);
        }
        model.ScoreRun(data.AsSpan(0, (model.WindowLength - 1) * SignalCount), []);
        Assert.Throws<ArgumentException>(() => model.ScoreRun(data, new double[run.Length + 1]));
    });

    [Fact]
    public void Tensors_bring_the_model_back_to_the_bit() => Each(options =>
    {
        var model = Fit(options);
        var restored = options.Restore(SignalCount, new NamedTensors(SafeTensors.Read(SafeTensors.Write(model.ToTensors()))));
        Assert.Equal(Outputs(model), Outputs(restored));
        Assert.Equal(model.ParameterCount, restored.ParameterCount);
        Assert.Equal((model.WindowLength, model.SignalCount), (restored.WindowLength, restored.SignalCount));
    });

    [Fact]
    public void A_missing_tensor_is_named() => Each(options =>
    {
        foreach (var missing in Fit(options).ToTensors())
        {
            var others = Fit(options).ToTensors().Where(tensor => tensor.Name != missing.Name).ToList();
            Assert.Contains(missing.Name, Assert.Throws<FormatException>(() => options.Restore(SignalCount, new NamedTensors(others))).Message);
        }
    });

    [Fact]
    public void Inputs_are_not_changed() => Each(options =>
    {
        var (model, data) = (Fit(options), Data());
        Outputs(model, data.AsSpan(0, 240 / model.WindowLength * model.WindowLength * SignalCount));
        Assert.Equal(Data(), data);
    });

    [Fact]
    public void Lengths_that_do_not_fit_are_refused() => Each(options =>
    {
        var model = Fit(options);
        var width = model.WindowLength * SignalCount;
        if (model is IReconstructionModel expecting)
        {
            Assert.Throws<ArgumentException>(() => expecting.Reconstruct(new float[width], new float[2 * width]));
            Assert.Throws<ArgumentException>(() => expecting.Reconstruct(new float[width + 1], new float[width + 1]));
        }
        if (model is IScoringModel scoring)
        {
            Assert.Throws<ArgumentException>(() => scoring.Score(new float[width], new double[2]));
            Assert.Throws<ArgumentException>(() => scoring.Score(new float[width + 1], new double[1]));
            Assert.Throws<ArgumentException>(() => scoring.Contributions(new float[width], new double[width + 1]));
        }
    });

    [Fact]
    public void Several_threads_may_judge_at_once() => Each(options =>
    {
        var model = Fit(options);
        var expected = Outputs(model);
        Parallel.For(0, 8, _ => Assert.Equal(expected, Outputs(model)));
    });

    [Fact]
    public void Scores_are_at_least_0_and_finite_and_shares_are_too() => Each(options =>
    {
        if (Fit(options) is not IScoringModel model) return;
        var windows = Data().Select((value, i) => value * (i / SignalCount % 40 == 7 ? 100 : 1)).ToArray();
        var width = model.WindowLength * SignalCount;
        var (scores, contributions) = (new double[windows.Length / width], new double[width]);
        windows = windows[..(scores.Length * width)];
        model.Score(windows, scores);
        Assert.All(scores, NotBelow0);
        for (var window = 0; window < scores.Length; window++)
        {
            model.Contributions(windows.AsSpan(window * width, width), contributions);
            Assert.All(contributions, NotBelow0);
        }

        static void NotBelow0(double value) => Assert.True(value >= 0 && double.IsFinite(value), $"{value}");
    });

    [Fact]
    public void The_signal_that_is_far_off_is_to_blame() => Each(options =>
    {
        if (Fit(options) is not IScoringModel model) return;
        var width = model.WindowLength * SignalCount;
        var (hits, trials) = (0, 0);
        foreach (var signal in Enumerable.Range(0, SignalCount))
        {
            var window = Data().AsSpan(0, width).ToArray();
            for (var step = OnlyNewestStepCounts ? model.WindowLength - 1 : 0; step < model.WindowLength; step++) window[(step * SignalCount) + signal] += 8;
            var contributions = new double[width];
            model.Contributions(window, contributions);
            var bySignal = Enumerable.Range(0, SignalCount).Select(each => contributions.Where((_, i) => i % SignalCount == each).Sum()).ToArray();
            trials++;
            if (bySignal.Max() == bySignal[signal]) hits++;
        }
        Assert.Equal(trials, hits);
    });

    [Fact]
    public void One_signal_and_a_constant_one_can_be_learnt() => Each(options =>
    {
        foreach (var signals in new[] { 1, 3 })
        {
            var random = new Random(4);
            var data = new float[200 * signals];
            for (var i = 0; i < data.Length; i++) data[i] = i % signals == 1 ? 0 : (float)(random.NextDouble() - 0.5); // a constant one is 0 once it is scaled
            var model = options.Fit(new Windows([data], signals, options.Window), Training, new TrainingWatch(), CancellationToken.None);
            Assert.All(Outputs(model, data.AsSpan(0, options.Window * signals)), value => Assert.True(double.IsFinite(value)));
        }
    });

    [Fact]
    public void Judging_on_and_on_keeps_no_memory() => Each(options =>
    {
        var model = Fit(options);
        var windows = Data().AsMemory(0, 240 / model.WindowLength * model.WindowLength * SignalCount);
        var width = model.WindowLength * SignalCount;
        var (expected, scores, contributions) = (new float[windows.Length], new double[windows.Length / width], new double[width]);
        Judge(5);
        // A network makes a scratch of its own at each call; nothing is made for a window. The least of three: a collection beside may empty the shared pool.
        Assert.InRange(Enumerable.Range(0, 3).Min(_ => Judge(20)), 0, 20 * 512);

        long Judge(int rounds)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < rounds; round++)
            {
                (model as IReconstructionModel)?.Reconstruct(windows.Span, expected);
                (model as IScoringModel)?.Score(windows.Span, scores);
                (model as IScoringModel)?.Contributions(windows.Span[..width], contributions);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    });

    /// <summary>It does not matter which signal stands first, but where fitting draws in their order.</summary>
    [Fact]
    public void Signals_in_another_order_have_the_same_scores_and_shares() => Each(options =>
    {
        if (OrderCounts) return;
        var (model, turned) = (Fit(options), options.Fit(new Windows([Turned(Data())], SignalCount, options.Window), Training, new TrainingWatch(), CancellationToken.None));
        var width = options.Window * SignalCount;
        var data = Data();
        for (var i = 0; i < data.Length; i++) data[i] += i / SignalCount % 9 == 4 && i % SignalCount == 1 ? 1 : 0;
        foreach (var window in data.Chunk(width).Where(window => window.Length == width))
        {
            if (model is IReconstructionModel)
            {
                var (expected, other) = (new float[width], new float[width]);
                ((IReconstructionModel)model).Reconstruct(window, expected);
                ((IReconstructionModel)turned).Reconstruct(Turned(window), other);
                Assert.All(Turned(expected).Zip(other), each => Assert.Equal(each.First, each.Second, 1e-3 * (1 + Math.Abs(each.First))));
            }
            if (model is IScoringModel)
            {
                var (scores, others, shares, otherShares) = (new double[1], new double[1], new double[width], new double[width]);
                ((IScoringModel)model).Score(window, scores);
                ((IScoringModel)turned).Score(Turned(window), others);
                Assert.Equal(scores[0], others[0], 1e-3 * (1 + scores[0]));
                ((IScoringModel)model).Contributions(window, shares);
                ((IScoringModel)turned).Contributions(Turned(window), otherShares);
                Assert.All(Turned(shares).Zip(otherShares), each => Assert.Equal(each.First, each.Second, 1e-3 * (1 + shares.Max())));
            }
        }
    });

    private protected static TrainingOptions Training { get; } = new() { Epochs = 2, Seed = 3 };

    private static IWindowModel Fit(ModelOptions options) =>
        options.Fit(new Windows([Data()], SignalCount, options.Window), Training, new TrainingWatch(), CancellationToken.None);

    private static double[] Outputs(IWindowModel model) => Outputs(model, Data().AsSpan(0, 240 / model.WindowLength * model.WindowLength * SignalCount));

    // Expectations, then score and contributions, window after window.
    private static double[] Outputs(IWindowModel model, ReadOnlySpan<float> windows)
    {
        var width = model.WindowLength * model.SignalCount;
        var outputs = new List<double>();
        var (expected, scores, contributions) = (new float[windows.Length], new double[windows.Length / width], new double[width]);
        (model as IReconstructionModel)?.Reconstruct(windows, expected);
        (model as IScoringModel)?.Score(windows, scores);
        for (var window = 0; window < scores.Length; window++)
        {
            if (model is IReconstructionModel) outputs.AddRange(expected.Skip(window * width).Take(width).Select(value => (double)value));
            if (model is not IScoringModel scoring) continue;
            scoring.Contributions(windows.Slice(window * width, width), contributions);
            outputs.Add(scores[window]);
            outputs.AddRange(contributions);
        }
        return [.. outputs];
    }

    private void Each(Action<ModelOptions> check)
    {
        foreach (var options in settings) check(options);
    }

    // The signals of each step, last first.
    private static T[] Turned<T>(T[] steps) => [.. steps.Chunk(SignalCount).SelectMany(step => step.AsEnumerable().Reverse())];

    private static float[] Data()
    {
        var random = new Random(5);
        var data = new float[240 * SignalCount];
        for (var i = 0; i < data.Length; i++) data[i] = (float)(Math.Sin((i / SignalCount * 0.2) + (i % SignalCount)) + (0.1 * random.NextDouble()));
        return data;
    }
}

public sealed class ZScoreModelContract() : WindowModelContract(new ZScoreOptions());

public sealed class PcaModelContract() : WindowModelContract(new PcaOptions(), new PcaOptions { Window = 4 }, new PcaOptions { Robust = true }, new PcaOptions { Robust = true, Window = 3 });

public sealed class DenseAutoencoderContract() : WindowModelContract(new DenseAutoencoderOptions { Units = [7, 3] }, new DenseAutoencoderOptions { Units = [9], Window = 4 })
{
    protected override bool OrderCounts => true;
}

public sealed class LstmAutoencoderContract() : WindowModelContract(
    new LstmAutoencoderOptions { Units = [7, 3], Window = 4 }, new LstmAutoencoderOptions { Units = [9], Window = 3, Activation = Activation.Relu, RecurrentOutput = true },
    new LstmAutoencoderOptions { Units = [7, 3], Window = 4, Cell = RecurrentCell.Gru, Dropout = 0.2, RecurrentDropout = 0.1 },
    new LstmAutoencoderOptions { Units = [7], Window = 4, Cell = RecurrentCell.SimpleRnn, Variational = true, Latent = 3 })
{
    protected override bool OrderCounts => true;
}

public sealed class PredictorContract() : WindowModelContract(
    new PredictorOptions { Units = [7], Window = 4 }, new PredictorOptions { Units = [9, 5], Window = 2, Cell = RecurrentCell.Lstm, Dropout = 0.2 })
{
    protected override bool OrderCounts => true;
}

public sealed class ConvAutoencoderContract() : WindowModelContract(
    new ConvAutoencoderOptions { Filters = [7, 5], CodeFilters = 3, Window = 4 }, new ConvAutoencoderOptions { Filters = [17], Kernel = 3, Pool = 3, Window = 6, Activation = Activation.Tanh })
{
    protected override bool OrderCounts => true;
}

public sealed class MahalanobisModelContract() : WindowModelContract(
    new MahalanobisOptions(), new MahalanobisOptions { Window = 4 }, new MahalanobisOptions { Robust = true, Starts = 20 }, new MahalanobisOptions { Robust = true, Starts = 5, Window = 3 });

public sealed class NearestModelContract() : WindowModelContract(
    new NearestOptions(), new NearestOptions { Window = 4, Neighbours = 1, References = 50 }, new NearestOptions { Window = 20, Neighbours = 7 });

public sealed class KMeansModelContract() : WindowModelContract(
    new KMeansOptions(), new KMeansOptions { Window = 4, Clusters = 1 }, new KMeansOptions { Window = 20, Clusters = 300, Starts = 1, Rounds = 2 });

public sealed class IsolationForestModelContract() : WindowModelContract(
    new IsolationForestOptions(), new IsolationForestOptions { Window = 4, Trees = 100, Subsample = 64 }, new IsolationForestOptions { Window = 3, Trees = 120, Subsample = 1000 })
{
    protected override bool OrderCounts => true;
}

public sealed class SpectralResidualModelContract() : WindowModelContract(
    new SpectralResidualOptions { Window = 60 }, new SpectralResidualOptions { Window = 20, SaliencyAverage = 8, Ahead = 0, SpectrumAverage = 5 })
{
    protected override bool OnlyNewestStepCounts => true;
}

public sealed class EnsembleModelContract() : WindowModelContract(
    new EnsembleOptions { Members = [new NearestOptions { Window = 5 }, new ZScoreOptions(), new MahalanobisOptions { Window = 2 }], Window = 5 },
    new EnsembleOptions { Members = [new NearestOptions(), new EnsembleOptions { Members = [new KMeansOptions { Window = 2 }], Window = 3 }], Window = 4, Combine = EnsembleCombination.MeanRank });

public sealed class AutoModelContract() : WindowModelContract(new AutoOptions(), new AutoOptions { References = 20, Around = 30, Past = 40 })
{
    protected override bool OnlyNewestStepCounts => true;

    protected override bool OrderCounts => true;
}
