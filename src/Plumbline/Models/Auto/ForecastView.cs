using System.Buffers;
using Plumbline.Data;
using Plumbline.Neural;

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

    private ForecastView(AutoregressorModel model, double[] deviations, float[] errors, int[] starts) : base(Lags + 1, 0, true) =>
        (this.model, this.deviations, this.errors, this.starts) = (model, deviations, errors, starts);

    public override long ParameterCount => model.ParameterCount + deviations.Length;

    public static ForecastView Fit(FitSteps fit, CancellationToken cancellation)
    {
        var (starts, signals) = (fit.Starts(Lags + 1), fit.SignalCount);
        var all = new Windows(fit.Runs, signals, Lags + 1);
        var half = all.Count / 2;
        var errors = new float[all.Count * signals];
        Unseen(all.Ends(half, all.Count - half, Lags + 1), all.Ends(0, half, Lags + 1), errors.AsSpan(0, half * signals), cancellation);
        Unseen(all.Ends(0, half, Lags + 1), all.Ends(half, all.Count - half, Lags + 1), errors.AsSpan(half * signals), cancellation);
        var deviations = new double[signals];
        for (var i = 0; i < errors.Length; i++) deviations[i % signals] += (double)errors[i] * errors[i];
        for (var signal = 0; signal < signals; signal++) deviations[signal] = Math.Max(Math.Sqrt(deviations[signal] / all.Count), LeastDeviation);
        return new ForecastView(Regress(all, cancellation), deviations, errors, starts);
    }

    public static ForecastView Restore(int signalCount, NamedTensors tensors) =>
        new((AutoregressorModel)Options(1).Restore(signalCount, tensors), tensors.Doubles("deviations", signalCount), [], []);

    public override void Score(ReadOnlySpan<float> stretches, Span<double> scores)
    {
        var signals = deviations.Length;
        var rented = ArrayPool<float>.Shared.Rent(stretches.Length);
        var expected = rented.AsSpan(0, stretches.Length);
        model.Reconstruct(stretches, expected);
        for (var i = 0; i < scores.Length; i++)
        {
            var newest = (((i + 1) * Length) - 1) * signals;
            scores[i] = 0;
            for (var signal = 0; signal < signals; signal++) scores[i] += Math.Abs(stretches[newest + signal] - expected[newest + signal]) / deviations[signal] / signals;
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Errors of one stretch in units of their usual size, [signal].</summary>
    public void Errors(ReadOnlySpan<float> stretch, Span<double> relative)
    {
        var rented = ArrayPool<float>.Shared.Rent(stretch.Length);
        model.Reconstruct(stretch, rented.AsSpan(0, stretch.Length));
        var newest = Lags * relative.Length;
        for (var signal = 0; signal < relative.Length; signal++) relative[signal] = Math.Abs(stretch[newest + signal] - rented[newest + signal]) / deviations[signal];
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

    private static void Unseen(Windows fitted, Windows unseen, Span<float> errors, CancellationToken cancellation)
    {
        var regression = Regress(fitted, cancellation);
        var expected = new float[unseen.Width];
        for (var window = 0; window < unseen.Count; window++)
        {
            regression.Reconstruct(unseen[window], expected);
            for (var signal = 0; signal < unseen.SignalCount; signal++)
                errors[(window * unseen.SignalCount) + signal] = unseen[window][unseen.Width - unseen.SignalCount + signal] - expected[unseen.Width - unseen.SignalCount + signal];
        }
    }

    private static AutoregressorModel Regress(Windows windows, CancellationToken cancellation) => AutoregressorModel.Fit(windows, Options(RidgeOfRow * windows.Count), cancellation);

    private static AutoregressorOptions Options(double ridge) => new() { Window = Lags + 1, Lags = Lags, Ridge = ridge };
}
