namespace Plumbline.Statistics;

/// <summary>Mean and sample variance of numbers, updated one by one (Welford 1962) or joined.</summary>
public struct RunningMoments
{
    private double scatter;

    public long Count { get; private set; }

    public double Mean { get; private set; }

    /// <summary>Denominator <c>Count - 1</c>; 0 for fewer than two numbers.</summary>
    public readonly double Variance => Count < 2 ? 0 : scatter / (Count - 1);

    public readonly double StandardDeviation => Math.Sqrt(Variance);

    public void Add(double value)
    {
        Count++;
        var before = value - Mean;
        Mean += before / Count;
        scatter += before * (value - Mean);
    }

    public void Add(ReadOnlySpan<double> values)
    {
        foreach (var value in values) Add(value);
    }
}
