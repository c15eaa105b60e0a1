using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>Distance of a window to the nearest of some centres, in units of how far that centre's own windows typically are from it.</summary>
/// <remarks>Nearest is meant in those units too, so that a tight cluster beside a wide one does not claim the wide one's windows.</remarks>
public sealed class KMeansModel : IScoringModel
{
    // A cluster of equal windows has no distance of its own; this share of the mean one stands in, so that its score is large, not infinite.
    private const double LeastShare = 0.1;

    private readonly ReadOnlyMemory<float> centres; // [cluster, step, signal]
    private readonly double[] typical; // [cluster], root mean square distance of its fit windows

    internal KMeansModel(int windowLength, int signalCount, ReadOnlyMemory<float> centres, double[] typical) =>
        (WindowLength, SignalCount, this.centres, this.typical) = (windowLength, signalCount, centres, typical);

    public int WindowLength { get; }

    public int SignalCount { get; }

    public int ClusterCount => typical.Length;

    /// <summary>[cluster, step, signal].</summary>
    public ReadOnlyMemory<float> Centres => centres;

    /// <summary>[cluster], root mean square distance of its fit windows, above 0.</summary>
    public ReadOnlyMemory<double> TypicalDistances => typical;

    public long ParameterCount => centres.Length + typical.Length;

    private int Width => WindowLength * SignalCount;

    /// <exception cref="ArgumentException">Settings out of range, or no windows.</exception>
    public static KMeansModel Fit(Windows windows, KMeansOptions options, int seed, CancellationToken cancellation)
    {
        WindowRows.CheckFit(windows, options, 1);
        var (centres, cluster) = KMeans.Fit(window => windows[window], windows.Count, windows.Width, options.Clusters, options.Starts, options.Rounds, seed, cancellation);
        var count = centres.Length / windows.Width;
        var (squares, members) = (new double[count], new int[count]);
        for (var window = 0; window < windows.Count; window++)
        {
            squares[cluster[window]] += SquaredDistance.Of(windows[window], centres.AsSpan(cluster[window] * windows.Width, windows.Width));
            members[cluster[window]]++;
        }
        var overall = Math.Sqrt(squares.Sum() / windows.Count);
        var least = overall > 0 ? LeastShare * overall : 1;
        var typical = squares.Select((sum, i) => Math.Max(least, Math.Sqrt(sum / Math.Max(1, members[i])))).ToArray();
        return new KMeansModel(windows.Length, windows.SignalCount, centres, typical);
    }

    public IReadOnlyList<SafeTensor> ToTensors() =>
    [
        SafeTensor.Of(new Tensor("kmeans.centres", [ClusterCount, WindowLength, SignalCount], centres)),
        SafeTensor.Of("kmeans.typical_distance", [ClusterCount], typical),
    ];

    public void Score(ReadOnlySpan<float> windows, Span<double> scores)
    {
        WindowRows.Check(windows, scores, Width);
        for (var window = 0; window < scores.Length; window++) scores[window] = Nearest(windows.Slice(window * Width, Width)).Score;
    }

    /// <summary>Squared differences to the nearest centre.</summary>
    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, Width);
        var centre = centres.Span.Slice(Nearest(window).Cluster * Width, Width);
        for (var i = 0; i < Width; i++)
        {
            var difference = (double)window[i] - centre[i];
            contributions[i] = difference * difference;
        }
    }

    private (int Cluster, double Score) Nearest(ReadOnlySpan<float> window)
    {
        var nearest = (Cluster: 0, Score: double.PositiveInfinity);
        for (var cluster = 0; cluster < typical.Length; cluster++)
        {
            var score = Math.Sqrt(SquaredDistance.Of(window, centres.Span.Slice(cluster * Width, Width))) / typical[cluster];
            if (score < nearest.Score) nearest = (cluster, score);
        }
        return nearest;
    }
}
