using System.Buffers;
using System.Numerics.Tensors;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>A model within an ensemble, and the scores it gave to windows it was not fitted on.</summary>
/// <remarks>A model that expects values scores by the mean square of its errors, each in units of the signal's usual error on those windows.</remarks>
internal sealed class EnsembleMember
{
    private const double LeastError = 0.1; // a tenth of a standard deviation tells nothing, however well a signal was reconstructed

    private readonly double[] deviations; // [signal], usual error of a model that expects values
    private readonly TailProbability tail;

    private EnsembleMember(IWindowModel model, double[] deviations, TailProbability tail) => (Model, this.deviations, this.tail) = (model, deviations, tail);

    public IWindowModel Model { get; }

    private int Width => Model.WindowLength * Model.SignalCount;

    /// <param name="heldOut">Windows of the model's length that it was not fitted on, at least one.</param>
    public static EnsembleMember Measure(IWindowModel model, Windows heldOut, CancellationToken cancellation)
    {
        var deviations = new double[model.SignalCount];
        Array.Fill(deviations, 1);
        if (model is IReconstructionModel expecting and not IScoringModel)
        {
            var expected = new float[heldOut.Width];
            var squares = new double[model.SignalCount];
            for (var window = 0; window < heldOut.Count; window++)
            {
                cancellation.ThrowIfCancellationRequested();
                var values = heldOut[window];
                expecting.Reconstruct(values, expected);
                for (var i = 0; i < expected.Length; i++) squares[i % squares.Length] += ((double)values[i] - expected[i]) * ((double)values[i] - expected[i]);
            }
            for (var signal = 0; signal < squares.Length; signal++)
                deviations[signal] = signal < heldOut.JudgedCount ? Math.Max(LeastError, Math.Sqrt(squares[signal] / ((double)heldOut.Count * heldOut.Length))) : double.PositiveInfinity; // context has no error
        }
        var unranked = new EnsembleMember(model, deviations, TailProbability.Of([0]));
        var scores = new double[heldOut.Count];
        for (var window = 0; window < scores.Length; window++)
        {
            cancellation.ThrowIfCancellationRequested();
            unranked.Score(heldOut[window], scores.AsSpan(window, 1));
        }
        return new EnsembleMember(model, deviations, TailProbability.Of(scores));
    }

    /// <exception cref="FormatException">A tensor is missing or has another shape.</exception>
    public static EnsembleMember Restore(IWindowModel model, NamedTensors tensors) =>
        new(model, tensors.Doubles("deviation", model.SignalCount), TailProbability.Restore(tensors.Doubles("tail", TailProbability.NumberCount)));

    public IEnumerable<SafeTensor> ToTensors() =>
        [.. Model.ToTensors(), SafeTensor.Of("deviation", [deviations.Length], deviations), SafeTensor.Of("tail", [TailProbability.NumberCount], tail.ToNumbers())];

    /// <summary>The chance of a score as high, above 0, up to 1.</summary>
    public double Chance(double score) => Math.Max(1e-300, tail.Of(score));

    /// <param name="windows">[window, step, signal] of the model's length.</param>
    /// <param name="scores">[window].</param>
    public void Score(ReadOnlySpan<float> windows, Span<double> scores)
    {
        if (Model is IScoringModel scoring)
        {
            scoring.Score(windows, scores);
            return;
        }
        var rented = ArrayPool<float>.Shared.Rent(windows.Length);
        var expected = rented.AsSpan(0, windows.Length);
        ((IReconstructionModel)Model).Reconstruct(windows, expected);
        for (var window = 0; window < scores.Length; window++)
        {
            double sum = 0;
            for (var i = window * Width; i < (window + 1) * Width; i++) sum += Squared(i, windows, expected);
            scores[window] = sum / Width;
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Shares of the values in the score, which sum to 1, or all 0 when there is nothing to share.</summary>
    /// <param name="window">[step, signal] of the model's length.</param>
    /// <param name="shares">Same shape, written whole.</param>
    public void Shares(ReadOnlySpan<float> window, Span<double> shares)
    {
        if (Model is IScoringModel scoring)
        {
            scoring.Contributions(window, shares);
        }
        else
        {
            var rented = ArrayPool<float>.Shared.Rent(window.Length);
            var expected = rented.AsSpan(0, window.Length);
            ((IReconstructionModel)Model).Reconstruct(window, expected);
            for (var i = 0; i < shares.Length; i++) shares[i] = Squared(i, window, expected);
            ArrayPool<float>.Shared.Return(rented);
        }
        var total = TensorPrimitives.Sum<double>(shares);
        if (total > 0) TensorPrimitives.Divide(shares, total, shares);
    }

    private double Squared(int i, ReadOnlySpan<float> values, ReadOnlySpan<float> expected)
    {
        var error = ((double)values[i] - expected[i]) / deviations[i % deviations.Length];
        return error * error;
    }
}
