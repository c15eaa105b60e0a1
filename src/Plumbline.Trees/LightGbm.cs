using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Plumbline.Failures;
using Plumbline.Neural.Training;

namespace Plumbline.Trees;

/// <summary>Grows boosted trees with LightGBM (Ke et al. 2017), one thread, the same trees for the same seed.</summary>
public static class LightGbm
{
    private const int Float32 = 0;
    private const int RawScore = 1;

    /// <inheritdoc cref="TreeGrower"/>
    /// <exception cref="ArgumentException">Options out of range, all named together; or no samples.</exception>
    /// <exception cref="PlatformNotSupportedException">LightGBM is not there for this system: it comes for x64 Linux, Windows and macOS, and needs libgomp on Linux.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two rounds.</exception>
    public static (IReadOnlyList<GrownTree> Trees, TrainingHistory History) Grow(TreeSamples train, TreeSamples? validation, BoostedTreesOptions options, int seed,
        TrainingWatch watch, CancellationToken cancellation)
    {
        string[] problems = [.. options.Problems(1)];
        if (problems.Length > 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        if (train.Count == 0) throw new ArgumentException("No samples.", nameof(train));
        try
        {
            var parameters = Parameters(options, seed);
            using var data = new Dataset(train, parameters, null);
            using var others = validation is { Count: > 0 } ? new Dataset(validation, parameters, data) : null;
            using var booster = new Booster(data, others, parameters);
            var history = Boost(booster, others is not null, options, watch, cancellation);
            var trees = TreeText.Read(booster.Text(history.BestEpoch));
            RequireSame(booster, trees, train, history.BestEpoch);
            return (trees, history);
        }
        catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException)
        {
            throw new PlatformNotSupportedException($"Boosted trees cannot be grown here: LightGBM's native library does not load ({fault.Message}). It comes for x64 Linux, Windows and macOS,"
                + " and needs libgomp on Linux. Scoring with trees grown elsewhere needs nothing.", fault);
        }
    }

    private static TrainingHistory Boost(Booster booster, bool validates, BoostedTreesOptions options, TrainingWatch watch, CancellationToken cancellation)
    {
        var epochs = new List<EpochRecord>();
        var (best, waited, stopped) = (0, 0, false);
        for (var round = 1; round <= options.Rounds && !stopped; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var begun = watch.Time.GetTimestamp();
            var settled = booster.Update();
            var epoch = new EpochRecord(round, booster.Loss(0), validates ? booster.Loss(1) : null, options.LearningRate, 0, watch.Time.GetElapsedTime(begun).TotalSeconds);
            epochs.Add(epoch);
            waited = best == 0 || epoch.MonitoredLoss < epochs[best - 1].MonitoredLoss ? 0 : waited + 1;
            if (waited == 0) best = round;
            stopped = settled || (validates && waited >= options.Patience);
            watch.Progress?.Report(new TrainingProgress(round, options.Rounds, 1, epoch.TrainingLoss, epoch.ValidationLoss));
        }
        return new TrainingHistory(epochs, validates ? best : epochs.Count, stopped && epochs.Count < options.Rounds);
    }

    // The labs' settings are XGBoost's; what each is here is told in docs/adr/010-boosted-trees.md.
    private static string Parameters(BoostedTreesOptions options, int seed) => string.Join(' ',
        $"objective={(options.Objective == TreeObjective.Probability ? "cross_entropy" : "regression")}",
        $"metric={(options.Objective == TreeObjective.Probability ? "cross_entropy" : "rmse")}",
        $"max_depth={options.Depth}",
        $"num_leaves={options.Leaves ?? 1 << options.Depth}",
        Text("learning_rate", options.LearningRate),
        Text("lambda_l1", options.L1),
        Text("lambda_l2", options.L2),
        Text("min_gain_to_split", options.MinGain),
        Text("bagging_fraction", options.Subsample),
        "bagging_freq=1",
        $"min_data_in_leaf={options.MinLeaf}",
        Text("min_sum_hessian_in_leaf", options.MinCurvature),
        $"seed={seed & int.MaxValue}",
        "deterministic=true force_row_wise=true num_threads=1 feature_pre_filter=false min_data_in_bin=1 is_enable_sparse=false enable_bundle=false verbosity=-1");

    private static string Text(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name}={value:R}");

    // The trees are walked by our own code when scoring: it must say what the grower says.
    private static void RequireSame(Booster booster, IReadOnlyList<GrownTree> trees, TreeSamples samples, int rounds)
    {
        const int Compared = 256;
        var count = Math.Min(Compared, samples.Count);
        var theirs = booster.Predict(samples.Values.Span[..(count * samples.Width)], count, samples.Width, rounds);
        for (var i = 0; i < count; i++)
        {
            var ours = trees.Sum(tree => tree.Of(samples.Values.Span.Slice(i * samples.Width, samples.Width)));
            if (!(Math.Abs(ours - theirs[i]) <= 1e-9 * (1 + Math.Abs(theirs[i])))) throw new InvalidOperationException($"LightGBM says {theirs[i]:R} of sample {i}, its trees as they were read {ours:R}.");
        }
    }

    private static void Check(int code)
    {
        if (code != 0) throw new InvalidOperationException($"LightGBM: {Marshal.PtrToStringUTF8(NativeMethods.LGBM_GetLastError())}");
    }

    private sealed unsafe class Dataset : IDisposable
    {
        public Dataset(TreeSamples samples, string parameters, Dataset? reference)
        {
            fixed (float* values = samples.Values.Span, targets = samples.Targets.Span, weights = samples.Weights.Span)
            {
                Check(NativeMethods.LGBM_DatasetCreateFromMat(values, Float32, samples.Count, samples.Width, 1, parameters, reference?.Handle ?? 0, out var handle));
                Handle = handle;
                Check(NativeMethods.LGBM_DatasetSetField(handle, "label", targets, samples.Count, Float32));
                Check(NativeMethods.LGBM_DatasetSetField(handle, "weight", weights, samples.Count, Float32));
            }
        }

        public nint Handle { get; }

        public void Dispose() => _ = NativeMethods.LGBM_DatasetFree(Handle);
    }

    private sealed unsafe class Booster : IDisposable
    {
        private readonly nint handle;

        public Booster(Dataset train, Dataset? validation, string parameters)
        {
            Check(NativeMethods.LGBM_BoosterCreate(train.Handle, parameters + " is_provide_training_metric=true", out handle));
            if (validation is not null) Check(NativeMethods.LGBM_BoosterAddValidData(handle, validation.Handle));
        }

        /// <returns>Whether there is nothing left to split.</returns>
        public bool Update()
        {
            Check(NativeMethods.LGBM_BoosterUpdateOneIter(handle, out var finished));
            return finished != 0;
        }

        /// <param name="data">0 training, 1 validation.</param>
        public double Loss(int data)
        {
            var loss = 0.0;
            Check(NativeMethods.LGBM_BoosterGetEval(handle, data, out var count, &loss));
            return count == 1 ? loss : throw new InvalidOperationException($"LightGBM gave {count} losses, not one.");
        }

        public string Text(int rounds)
        {
            Check(NativeMethods.LGBM_BoosterSaveModelToString(handle, 0, rounds, 0, 0, out var length, null));
            var bytes = new byte[length];
            fixed (byte* text = bytes) Check(NativeMethods.LGBM_BoosterSaveModelToString(handle, 0, rounds, 0, length, out length, text));
            return Encoding.UTF8.GetString(bytes).TrimEnd('\0');
        }

        public double[] Predict(ReadOnlySpan<float> values, int rows, int columns, int rounds)
        {
            var results = new double[rows];
            fixed (float* from = values)
            fixed (double* to = results)
                Check(NativeMethods.LGBM_BoosterPredictForMat(handle, from, Float32, rows, columns, 1, RawScore, 0, rounds, "num_threads=1", out _, to));
            return results;
        }

        public void Dispose() => _ = NativeMethods.LGBM_BoosterFree(handle);
    }
}
