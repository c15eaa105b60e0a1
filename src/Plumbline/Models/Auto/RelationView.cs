using System.Buffers;
using System.Numerics.Tensors;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models.Auto;

/// <summary>How far each signal is from what the others say it should be at the same step: mean over the signals, each in units of its own usual error.</summary>
/// <remarks>With P the inverse covariance, what is left of signal j once the others are known is (P (x - mean))_j / P_jj. It weighs by how much of the signals is known in this
/// way: where nearly all is, as among the sensors of one machine, a broken relation is the first sign of a fault and nothing but that may show it; elsewhere what is left is
/// what any row has. Measured: see docs/guide/detection-quality.md.</remarks>
internal sealed class RelationView : View
{
    private const double Ridge = 0.001; // of values whose variance is about 1
    private const double LeastDeviation = 0.02;
    private const double Moves = 1e-4; // variance from which on a signal is one to know
    private const double LeastKnown = 0.9; // of the variance of signals, on average, as known from the others in rows not fitted on
    private const double MostWeight = 6;

    private readonly double[] means; // [signal]
    private readonly double[] rests; // [signal, signal], P_jk / P_jj
    private readonly double[] deviations; // [signal]
    private readonly LinearMap map;
    private readonly double[] heldOut; // [fit step]; empty when restored

    private RelationView(double[] means, double[] rests, double[] deviations, double weight, double[] heldOut) : base(1, 0, true)
    {
        (this.means, this.rests, this.deviations, Weight, this.heldOut) = (means, rests, deviations, weight, heldOut);
        var intercepts = new double[means.Length];
        for (var signal = 0; signal < means.Length; signal++) intercepts[signal] = -InnerProduct.Of(rests.AsSpan(signal * means.Length, means.Length), means);
        map = new LinearMap(rests, intercepts);
    }

    public override double Weight { get; }

    public override long ParameterCount => means.Length + rests.Length + deviations.Length;

    /// <returns>Null where it would not weigh.</returns>
    public static RelationView? Fit(FitSteps fit)
    {
        var (signals, half) = (fit.SignalCount, fit.Count / 2);
        if (signals < 2 || half < 2) return null;
        var (early, late) = (Statistics(fit, 0, half), Statistics(fit, half, fit.Count));
        var rest = new double[fit.Values.Length];
        Unseen(late, fit, 0, half, rest);
        Unseen(early, fit, half, fit.Count, rest);
        early.Merge(late);
        var covariance = early.Covariance();
        var (deviations, known, moving) = (new double[signals], 0.0, 0);
        for (var i = 0; i < rest.Length; i++) deviations[i % signals] += rest[i] * rest[i] / fit.Count;
        for (var signal = 0; signal < signals; signal++)
        {
            var variance = covariance[(signal * signals) + signal];
            if (variance > Moves) (known, moving) = (known + Math.Max(0, 1 - (deviations[signal] / variance)), moving + 1);
            deviations[signal] = Math.Max(Math.Sqrt(deviations[signal]), LeastDeviation);
        }
        var weight = moving == 0 ? 0 : MostWeight * ((known / moving) - LeastKnown) / (1 - LeastKnown);
        if (weight <= 0) return null;
        var heldOut = new double[fit.Count];
        for (var i = 0; i < rest.Length; i++) heldOut[i / signals] += Math.Abs(rest[i]) / deviations[i % signals] / signals;
        return new RelationView(early.Mean.ToArray(), Rests(early), deviations, weight, heldOut);
    }

    public static RelationView Restore(int signalCount, NamedTensors tensors) => new(
        tensors.Doubles("means", signalCount), tensors.Doubles("rests", signalCount * signalCount), tensors.Doubles("deviations", signalCount), tensors.Doubles("weight", 1)[0], []);

    public override void Score(ReadOnlySpan<float> steps, Span<double> scores)
    {
        var rented = ArrayPool<double>.Shared.Rent(steps.Length);
        var relative = rented.AsSpan(0, steps.Length);
        Errors(steps, relative);
        for (var i = 0; i < scores.Length; i++) scores[i] = TensorPrimitives.Sum<double>(relative.Slice(i * means.Length, means.Length)) / means.Length;
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>What is left of each signal in units of its usual size, [step, signal].</summary>
    public void Errors(ReadOnlySpan<float> steps, Span<double> relative)
    {
        var count = steps.Length / means.Length;
        var rented = ArrayPool<float>.Shared.Rent(count * map.Width);
        map.Apply(steps, count, means.Length, rented.AsSpan(0, count * map.Width));
        for (var i = 0; i < count; i++) InDeviations(rented.AsSpan(i * map.Width, means.Length), deviations, relative.Slice(i * means.Length, means.Length));
        ArrayPool<float>.Shared.Return(rented);
    }

    public override double[] HeldOut(FitSteps steps, ReadOnlySpan<int> starts, CancellationToken cancellation)
    {
        var scores = new double[starts.Length];
        for (var i = 0; i < scores.Length; i++) scores[i] = heldOut[starts[i]];
        return scores;
    }

    public override IEnumerable<SafeTensor> ToTensors() =>
    [
        SafeTensor.Of("means", [means.Length], means), SafeTensor.Of("rests", [means.Length, means.Length], rests), SafeTensor.Of("deviations", [deviations.Length], deviations),
        SafeTensor.Of("weight", [1], [Weight]),
    ];

    private static RunningCovariance Statistics(FitSteps fit, int from, int end)
    {
        var statistics = new RunningCovariance(fit.SignalCount);
        var rows = new double[(end - from) * fit.SignalCount];
        TensorPrimitives.ConvertChecked(fit.Values.AsSpan(from * fit.SignalCount, rows.Length), rows);
        statistics.AddBatch(rows);
        return statistics;
    }

    // Each row of the inverse, in units of its diagonal.
    private static double[] Rests(RunningCovariance statistics)
    {
        var signals = statistics.Dimension;
        var factor = CholeskyFactor.TryCreate(statistics.Covariance(), Ridge) ?? CholeskyFactor.Create(statistics.Covariance(), Ridge);
        var (rests, unit) = (new double[signals * signals], new double[signals]);
        for (var signal = 0; signal < signals; signal++)
        {
            unit.AsSpan().Clear();
            unit[signal] = 1;
            var row = rests.AsSpan(signal * signals, signals);
            factor.Solve(unit, row);
            TensorPrimitives.Divide(row, row[signal], row);
        }
        return rests;
    }

    private static void Unseen(RunningCovariance fitted, FitSteps fit, int from, int end, Span<double> rest)
    {
        var (signals, rests, mean) = (fit.SignalCount, Rests(fitted), fitted.Mean.ToArray());
        var deviation = new double[signals];
        for (var step = from; step < end; step++)
        {
            TensorPrimitives.ConvertChecked(fit.Stretch(step, 1), deviation);
            TensorPrimitives.Subtract(deviation, mean, deviation);
            for (var signal = 0; signal < signals; signal++) rest[(step * signals) + signal] = InnerProduct.Of(rests.AsSpan(signal * signals, signals), deviation);
        }
    }
}
