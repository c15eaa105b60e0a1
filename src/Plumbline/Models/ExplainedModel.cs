using System.Buffers;
using Plumbline.Neural;

namespace Plumbline.Models;

/// <summary>Scores with one model, explains with another: whom to blame is the squared error of what the second expected.</summary>
public sealed class ExplainedModel : IScoringModel, IReconstructionModel
{
    private readonly IScoringModel detects;
    private readonly IReconstructionModel explains;

    /// <exception cref="ArgumentException">The two are of windows of another shape.</exception>
    public ExplainedModel(IScoringModel detects, IReconstructionModel explains)
    {
        if (detects.WindowLength != explains.WindowLength || detects.SignalCount != explains.SignalCount)
            throw new ArgumentException($"Windows of {detects.WindowLength} x {detects.SignalCount} and {explains.WindowLength} x {explains.SignalCount}.", nameof(explains));
        (this.detects, this.explains) = (detects, explains);
    }

    public int WindowLength => detects.WindowLength;

    public int SignalCount => detects.SignalCount;

    public long ParameterCount => detects.ParameterCount + explains.ParameterCount;

    public IReadOnlyList<SafeTensor> ToTensors() => [.. detects.ToTensors(), .. explains.ToTensors()];

    public void Score(ReadOnlySpan<float> windows, Span<double> scores) => detects.Score(windows, scores);

    public void Reconstruct(ReadOnlySpan<float> windows, Span<float> reconstructions) => explains.Reconstruct(windows, reconstructions);

    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, WindowLength * SignalCount);
        var rented = ArrayPool<float>.Shared.Rent(window.Length);
        var expected = rented.AsSpan(0, window.Length);
        explains.Reconstruct(window, expected);
        for (var i = 0; i < window.Length; i++)
        {
            var error = (double)window[i] - expected[i];
            contributions[i] = error * error;
        }
        ArrayPool<float>.Shared.Return(rented);
    }
}
