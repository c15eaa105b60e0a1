using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>Mean distance of a window to the fit windows nearest to it.</summary>
/// <remarks>Distances are root mean squares over the window's values, in scaled units, so that windows of any size compare (k nearest neighbours as an outlier
/// score: Angiulli and Pizzuti 2002).</remarks>
public sealed class NearestModel : IScoringModel
{
    private const int BlockValues = 32 * 1024; // references that all windows are compared with before the next come into the cache
    private const int OnStack = 512;

    private readonly int neighbours;
    private readonly ReadOnlyMemory<float> references; // [reference, step, signal]

    internal NearestModel(int windowLength, int signalCount, int neighbours, ReadOnlyMemory<float> references) =>
        (WindowLength, SignalCount, this.neighbours, this.references) = (windowLength, signalCount, neighbours, references);

    public int WindowLength { get; }

    public int SignalCount { get; }

    /// <summary>Fit windows that were kept.</summary>
    public int ReferenceCount => references.Length / Width;

    public long ParameterCount => references.Length;

    private int Width => WindowLength * SignalCount;

    /// <exception cref="ArgumentException">Settings out of range, or fewer windows than neighbours.</exception>
    public static NearestModel Fit(Windows windows, NearestOptions options)
    {
        WindowRows.CheckFit(windows, options, options.Neighbours);
        var kept = WindowRows.Even(windows.Count, options.References);
        var references = new float[kept.Length * windows.Width];
        for (var i = 0; i < kept.Length; i++) windows[kept[i]].CopyTo(references.AsSpan(i * windows.Width));
        return new NearestModel(windows.Length, windows.SignalCount, options.Neighbours, references);
    }

    public IReadOnlyList<SafeTensor> ToTensors() => [SafeTensor.Of(new Tensor("nearest.references", [ReferenceCount, WindowLength, SignalCount], references))];

    public void Score(ReadOnlySpan<float> windows, Span<double> scores)
    {
        WindowRows.Check(windows, scores, Width);
        var all = scores.Length * neighbours;
        Span<float> distances = all <= OnStack ? stackalloc float[all] : new float[all]; // [window, neighbour], squared, ascending
        Span<int> nearest = all <= OnStack ? stackalloc int[all] : new int[all];
        Find(windows, distances, nearest);
        for (var window = 0; window < scores.Length; window++)
        {
            double sum = 0;
            foreach (var distance in distances.Slice(window * neighbours, neighbours)) sum += Math.Sqrt(distance / (double)Width);
            scores[window] = sum / neighbours;
        }
    }

    /// <summary>Squared differences to the mean of the neighbours.</summary>
    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, Width);
        Span<float> distances = neighbours <= OnStack ? stackalloc float[neighbours] : new float[neighbours];
        Span<int> nearest = neighbours <= OnStack ? stackalloc int[neighbours] : new int[neighbours];
        Find(window, distances, nearest);
        contributions.Clear();
        foreach (var reference in nearest)
        {
            var near = Reference(reference);
            for (var i = 0; i < Width; i++) contributions[i] += near[i];
        }
        for (var i = 0; i < Width; i++)
        {
            var difference = window[i] - (contributions[i] / neighbours);
            contributions[i] = difference * difference;
        }
    }

    // Each window meets the references in the same order, whatever windows are beside it.
    private void Find(ReadOnlySpan<float> windows, Span<float> distances, Span<int> nearest)
    {
        distances.Fill(float.PositiveInfinity);
        nearest.Clear();
        var blockSize = Math.Max(1, BlockValues / Width);
        for (var first = 0; first < ReferenceCount; first += blockSize)
        {
            for (var window = 0; window < windows.Length / Width; window++)
            {
                Compare(windows.Slice(window * Width, Width), first, Math.Min(first + blockSize, ReferenceCount),
                    distances.Slice(window * neighbours, neighbours), nearest.Slice(window * neighbours, neighbours));
            }
        }
    }

    private void Compare(ReadOnlySpan<float> window, int first, int end, Span<float> distances, Span<int> nearest)
    {
        for (var reference = first; reference < end; reference++)
        {
            var distance = SquaredDistance.Of(window, Reference(reference));
            if (!(distance < distances[^1])) continue;
            var place = distances.Length - 1;
            for (; place > 0 && distance < distances[place - 1]; place--) (distances[place], nearest[place]) = (distances[place - 1], nearest[place - 1]);
            (distances[place], nearest[place]) = (distance, reference);
        }
    }

    private ReadOnlySpan<float> Reference(int reference) => references.Span.Slice(reference * Width, Width);
}
