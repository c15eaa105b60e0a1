using System.Buffers;
using System.Numerics.Tensors;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Statistics;

namespace Plumbline.Models.Auto;

/// <summary>How far a step is from what ridge regression on the eight steps before it expects: mean over the signals, each in units of its own usual error.</summary>
internal sealed class ForecastView : View
{
    private const int MostLags = 8;
    private const int MostInputs = 1280; // so that hundreds of signals take seconds and not minutes to solve for
    private const double RidgeOfRow = 0.05;
    private const double LeastDeviation = 0.02;

    private readonly AutoregressorModel model;
    private readonly LinearMap map;
    private readonly double[] deviations; // [signal], root mean square errors of fit rows that the regression had not seen
    private readonly float[] errors; // [fit stretch, signal], of fit rows that the regression had not seen; empty when restored
    private readonly int[] starts; // [fit stretch]

    private ForecastView(AutoregressorModel model, double[] deviations, float[] errors, int[] starts) : base(model.WindowLength, 0, true)
    {
        (this.model, this.deviations, this.errors, this.starts) = (model, deviations, errors, starts);
        map = Map(model);
    }

    public override long ParameterCount => model.ParameterCount + deviations.Length;

    private int Lags => Length - 1;

    public static ForecastView Fit(FitSteps fit, CancellationToken cancellation)
    {
        var signals = fit.SignalCount;
        var lags = Math.Clamp(MostInputs / signals, 1, MostLags);
        var (starts, all) = (fit.Starts(lags + 1), new Windows(fit.Runs, signals, lags + 1));
        var half = all.Count / 2;
        var (first, second) = (all.Ends(0, half, lags + 1), all.Ends(half, all.Count - half, lags + 1));
        var (early, late) = (AutoregressorModel.Statistics(first, Options(lags, 0), cancellation), AutoregressorModel.Statistics(second, Options(lags, 0), cancellation));
        var errors = new float[all.Count * signals];
        Unseen(Regress(late, lags), first, errors.AsSpan(0, half * signals));
        Unseen(Regress(early, lags), second, errors.AsSpan(half * signals));
        var deviations = new double[signals];
        for (var i = 0; i < errors.Length; i++) deviations[i % signals] += (double)errors[i] * errors[i];
        for (var signal = 0; signal < signals; signal++) deviations[signal] = Math.Max(Math.Sqrt(deviations[signal] / all.Count), LeastDeviation);
        early.Merge(late);
        return new ForecastView(Regress(early, lags), deviations, errors, starts);
    }

    public static ForecastView Restore(int signalCount, NamedTensors tensors)
    {
        var lags = Math.Max(1, tensors["autoregressor.coefficients"].Bytes.Length / sizeof(double) / signalCount / signalCount);
        return new((AutoregressorModel)Options(lags, 1).Restore(signalCount, tensors), tensors.Doubles("deviations", signalCount), [], []);
    }

    public override void Score(ReadOnlySpan<float> steps, Span<double> scores)
    {
        var signals = deviations.Length;
        var rented = ArrayPool<double>.Shared.Rent(scores.Length * signals);
        var relative = rented.AsSpan(0, scores.Length * signals);
        Errors(steps, relative);
        for (var i = 0; i < scores.Length; i++) scores[i] = TensorPrimitives.Sum<double>(relative.Slice(i * signals, signals)) / signals;
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Errors of the last step of each stretch in units of their usual size, [stretch, signal].</summary>
    /// <inheritdoc cref="Score"/>
    public void Errors(ReadOnlySpan<float> steps, Span<double> relative)
    {
        var rented = ArrayPool<float>.Shared.Rent(relative.Length);
        var own = rented.AsSpan(0, relative.Length);
        Errors(map, Lags, steps, own, deviations.Length);
        InDeviations(own, deviations, relative);
        ArrayPool<float>.Shared.Return(rented);
    }

    public override double[] HeldOut(FitSteps steps, ReadOnlySpan<int> starts, CancellationToken cancellation)
    {
        var scores = new double[starts.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            var own = errors.AsSpan(Array.BinarySearch(this.starts, starts[i]) * deviations.Length, deviations.Length);
            for (var signal = 0; signal < own.Length; signal++) scores[i] += Math.Abs(own[signal]) / deviations[signal] / own.Length;
        }
        return scores;
    }

    public override IEnumerable<SafeTensor> ToTensors() => [.. model.ToTensors(), SafeTensor.Of("deviations", [deviations.Length], deviations)];

    private static void Unseen(AutoregressorModel model, Windows unseen, Span<float> errors)
    {
        var map = Map(model);
        foreach (var run in unseen.Runs)
        {
            var own = run.Length - ((unseen.Length - 1) * unseen.SignalCount);
            Errors(map, unseen.Length - 1, run.Span, errors[..own], unseen.SignalCount);
            errors = errors[own..];
        }
    }

    // What came less what was foreseen, of each step that has all lags before it.
    private static void Errors(LinearMap map, int lags, ReadOnlySpan<float> steps, Span<float> errors, int signals)
    {
        var count = errors.Length / signals;
        var rented = ArrayPool<float>.Shared.Rent((count * map.Width) + AlignedBuffer.Slack);
        var expected = AlignedBuffer.Align(rented)[..(count * map.Width)];
        map.Apply(steps, count, signals, expected);
        for (var i = 0; i < count; i++)
            TensorPrimitives.Subtract(steps.Slice((lags + i) * signals, signals), expected.Slice(i * map.Width, signals), errors.Slice(i * signals, signals));
        ArrayPool<float>.Shared.Return(rented);
    }

    private static LinearMap Map(AutoregressorModel model) => new(model.Coefficients.Span, model.Intercepts.Span);

    private static AutoregressorModel Regress(RunningCovariance statistics, int lags) =>
        AutoregressorModel.Solve(statistics, statistics.Dimension / (lags + 1), Options(lags, RidgeOfRow * statistics.Count));

    private static AutoregressorOptions Options(int lags, double ridge) => new() { Window = lags + 1, Lags = lags, Ridge = ridge };
}
