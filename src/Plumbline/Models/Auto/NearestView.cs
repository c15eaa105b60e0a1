using System.Buffers;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models.Auto;

/// <summary>Distance of what describes a stretch to the nearest of those of the fit rows.</summary>
internal abstract class NearestView : View
{
    private readonly ReadOnlyMemory<float> references; // [reference, dimension]
    private readonly int[] referenceStarts; // first fit step of each; empty when restored
    private readonly NearestRows rows;

    protected NearestView(int length, int after, bool soft, int dimension, ReadOnlyMemory<float> references, int[] referenceStarts) : base(length, after, soft)
    {
        (this.references, this.referenceStarts) = (references, referenceStarts);
        rows = new NearestRows(references, dimension);
    }

    public override long ParameterCount => references.Length;

    public override void Score(ReadOnlySpan<float> steps, Span<double> scores)
    {
        var signals = steps.Length / (scores.Length + Length - 1);
        var described = ArrayPool<float>.Shared.Rent(scores.Length * rows.Dimension);
        for (var i = 0; i < scores.Length; i++) Describe(steps.Slice(i * signals, Length * signals), described.AsSpan(i * rows.Dimension, rows.Dimension));
        Find(described.AsSpan(0, scores.Length * rows.Dimension), scores, default);
        ArrayPool<float>.Shared.Return(described);
    }

    public override double[] HeldOut(FitSteps steps, ReadOnlySpan<int> starts, CancellationToken cancellation)
    {
        // Neighbours in time are alike by sharing steps, or by sharing the hour.
        var apart = Math.Min(Math.Max(Length, Math.Min(200, steps.Count / 5)), (referenceStarts[^1] - referenceStarts[0]) / 3);
        var scores = new double[starts.Length];
        const int Together = 48;
        var described = new float[Together * rows.Dimension];
        var leftOut = new (int, int)[Together];
        for (var first = 0; first < starts.Length; first += Together)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Together, starts.Length - first);
            for (var i = 0; i < count; i++)
            {
                var start = starts[first + i];
                Describe(steps.Stretch(start, Length), described.AsSpan(i * rows.Dimension, rows.Dimension));
                leftOut[i] = (FirstFrom(start - apart), FirstFrom(start + apart + 1));
            }
            Find(described.AsSpan(0, count * rows.Dimension), scores.AsSpan(first, count), leftOut.AsSpan(0, count));
        }
        scores.AsSpan().Replace(double.PositiveInfinity, 0); // so few that none was left to compare with
        return scores;
    }

    public override IEnumerable<SafeTensor> ToTensors()
    {
        yield return SafeTensor.Of(new Tensor("references", [rows.Count, rows.Dimension], references));
    }

    protected abstract void Describe(ReadOnlySpan<float> stretch, Span<float> description);

    private void Find(ReadOnlySpan<float> descriptions, Span<double> scores, ReadOnlySpan<(int, int)> leftOut)
    {
        var nearest = ArrayPool<int>.Shared.Rent(scores.Length);
        rows.Find(descriptions, 1, scores, nearest.AsSpan(0, scores.Length), leftOut);
        foreach (ref var score in scores) score = Math.Sqrt(score);
        ArrayPool<int>.Shared.Return(nearest);
    }

    private int FirstFrom(int start)
    {
        var place = Array.BinarySearch(referenceStarts, start);
        return place < 0 ? ~place : place;
    }
}
