namespace Plumbline.Exchange;

/// <summary>How values are spread, as <c>HistogramProto</c> of summary.proto holds it: 30 equal bins from the least to the largest.</summary>
/// <remarks>Values that are all equal make one bin.</remarks>
internal sealed class EventHistogram
{
    private const int Bins = 30; // as many as TensorBoard draws

    private readonly double minimum = double.PositiveInfinity;
    private readonly double maximum = double.NegativeInfinity;
    private readonly double sum;
    private readonly double sumOfSquares;
    private readonly double[] counts;

    /// <param name="values">Finite, at least one.</param>
    public EventHistogram(ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(values));
        foreach (var value in values)
        {
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
            sum += value;
            sumOfSquares += value * value;
        }
        counts = new double[minimum == maximum ? 1 : Bins];
        foreach (var value in values) counts[Math.Min(counts.Length - 1, minimum == maximum ? 0 : (int)((value - minimum) / (maximum - minimum) * Bins))]++;
    }

    public void Write(ProtoWriter histogram)
    {
        histogram.Double(1, minimum);
        histogram.Double(2, maximum);
        histogram.Double(3, counts.Sum());
        histogram.Double(4, sum);
        histogram.Double(5, sumOfSquares);
        var limits = new double[counts.Length]; // right edges
        for (var bin = 0; bin < limits.Length; bin++) limits[bin] = bin == limits.Length - 1 ? maximum : minimum + ((maximum - minimum) * (bin + 1) / Bins);
        histogram.Doubles(6, limits);
        histogram.Doubles(7, counts);
    }
}
