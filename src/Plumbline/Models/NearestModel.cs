using System.Buffers;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>Mean distance of a window to the fit windows nearest to it.</summary>
/// <remarks>Distances are root mean squares over the window's values, in scaled units, so that windows of any size compare (k nearest neighbours as an outlier
/// score: Angiulli and Pizzuti 2002).</remarks>
public sealed class NearestModel : IScoringModel
{
    private readonly int neighbours;
    private readonly ReadOnlyMemory<float> references; // [reference, step, signal]
    private readonly NearestRows rows;

    internal NearestModel(int windowLength, int signalCount, int neighbours, ReadOnlyMemory<float> references)
    {
        (WindowLength, SignalCount, this.neighbours, this.references) = (windowLength, signalCount, neighbours, references);
        rows = new NearestRows(references, Width);
    }

    public int WindowLength { get; }

    public int SignalCount { get; }

    /// <summary>Fit windows that were kept.</summary>
    public int ReferenceCount => rows.Count;

    public long ParameterCount => references.Length;

    private int Width => WindowLength * SignalCount;

    /// <exception cref="ArgumentException">Settings out of range, or fewer windows than neighbours.</exception>
    public static NearestModel Fit(Windows windows, NearestOptions options)
    {
        WindowRows.CheckFit(windows, options, options.Neighbours);
        var kept = EvenlySpread.Of(windows.Count, options.References);
        var references = new float[kept.Length * windows.Width];
        for (var i = 0; i < kept.Length; i++) windows[kept[i]].CopyTo(references.AsSpan(i * windows.Width));
        return new NearestModel(windows.Length, windows.SignalCount, options.Neighbours, references);
    }

    public IReadOnlyList<SafeTensor> ToTensors() => [SafeTensor.Of(new Tensor("nearest.references", [ReferenceCount, WindowLength, SignalCount], references))];

    public void Score(ReadOnlySpan<float> windows, Span<double> scores)
    {
        WindowRows.Check(windows, scores, Width);
        var distances = ArrayPool<double>.Shared.Rent(scores.Length * neighbours);
        var nearest = ArrayPool<int>.Shared.Rent(scores.Length * neighbours);
        var found = distances.AsSpan(0, scores.Length * neighbours);
        rows.Find(windows, neighbours, found, nearest.AsSpan(0, found.Length));
        for (var window = 0; window < scores.Length; window++)
        {
            double sum = 0;
            foreach (var distance in found.Slice(window * neighbours, neighbours)) sum += Math.Sqrt(distance / Width);
            scores[window] = sum / neighbours;
        }
        ArrayPool<int>.Shared.Return(nearest);
        ArrayPool<double>.Shared.Return(distances);
    }

    /// <summary>Squared differences to the mean of the neighbours.</summary>
    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, Width);
        var distances = ArrayPool<double>.Shared.Rent(neighbours);
        var nearest = ArrayPool<int>.Shared.Rent(neighbours);
        rows.Find(window, neighbours, distances.AsSpan(0, neighbours), nearest.AsSpan(0, neighbours));
        contributions.Clear();
        foreach (var reference in nearest.AsSpan(0, neighbours))
        {
            var near = rows.Reference(reference);
            for (var i = 0; i < Width; i++) contributions[i] += near[i];
        }
        for (var i = 0; i < Width; i++)
        {
            var difference = window[i] - (contributions[i] / neighbours);
            contributions[i] = difference * difference;
        }
        ArrayPool<int>.Shared.Return(nearest);
        ArrayPool<double>.Shared.Return(distances);
    }
}
