using System.Buffers;
using System.Numerics.Tensors;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models.Auto;

/// <summary>How far a step is from what ridge regression on the eight steps before it expects: mean over the signals, each in units of its own usual error.</summary>
internal sealed class ForecastView : View
{
    private const int Lags = 8;
    private const double RidgeOfRow = 0.05;
    private const double LeastDeviation = 0.02;

    private readonly AutoregressorModel model;
    private readonly double[] deviations; // [signal], root mean square errors of fit rows that the regression had not seen
    private readonly float[] errors; // [fit stretch, signal], of fit rows that the regression had not seen; empty when restored
    private readonly int[] starts; // [fit stretch]
    private readonly Forecast forecast;

    private ForecastView(AutoregressorModel model, double[] deviations, float[] errors, int[] starts) : base(Lags + 1, 0, true) =>
        (this.model, this.deviations, this.errors, this.starts, forecast) = (model, deviations, errors, starts, new Forecast(model, Lags));

    public override long ParameterCount => model.ParameterCount + deviations.Length;

    public static ForecastView Fit(FitSteps fit, CancellationToken cancellation)
    {
        var (starts, signals) = (fit.Starts(Lags + 1), fit.SignalCount);
        var all = new Windows(fit.Runs, signals, Lags + 1);
        var half = all.Count / 2;
        var (first, second) = (all.Ends(0, half, Lags + 1), all.Ends(half, all.Count - half, Lags + 1));
        var (early, late) = (AutoregressorModel.Statistics(first, Options(0), cancellation), AutoregressorModel.Statistics(second, Options(0), cancellation));
        var errors = new float[all.Count * signals];
        Unseen(late, first, errors.AsSpan(0, half * signals));
        Unseen(early, second, errors.AsSpan(half * signals));
        var deviations = new double[signals];
        for (var i = 0; i < errors.Length; i++) deviations[i % signals] += (double)errors[i] * errors[i];
        for (var signal = 0; signal < signals; signal++) deviations[signal] = Math.Max(Math.Sqrt(deviations[signal] / all.Count), LeastDeviation);
        early.Merge(late);
        return new ForecastView(Regress(early, signals), deviations, errors, starts);
    }

    public static ForecastView Restore(int signalCount, NamedTensors tensors) =>
        new((AutoregressorModel)Options(1).Restore(signalCount, tensors), tensors.Doubles("deviations", signalCount), [], []);

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
        var signals = deviations.Length;
        var rented = ArrayPool<float>.Shared.Rent(relative.Length);
        var own = rented.AsSpan(0, relative.Length);
        forecast.Errors(steps, own);
        for (var i = 0; i < own.Length; i += signals)
        {
            for (var signal = 0; signal < signals; signal++) relative[i + signal] = Math.Abs(own[i + signal]) / deviations[signal];
        }
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

    private static void Unseen(RunningCovariance fitted, Windows unseen, Span<float> errors)
    {
        var forecast = new Forecast(Regress(fitted, unseen.SignalCount), Lags);
        foreach (var run in unseen.Runs)
        {
            var own = run.Length - (Lags * unseen.SignalCount);
            forecast.Errors(run.Span, errors[..own]);
            errors = errors[own..];
        }
    }

    private static AutoregressorModel Regress(RunningCovariance statistics, int signals) =>
        AutoregressorModel.Solve(statistics, signals, Options(RidgeOfRow * statistics.Count));

    private static AutoregressorOptions Options(double ridge) => new() { Window = Lags + 1, Lags = Lags, Ridge = ridge };
}
