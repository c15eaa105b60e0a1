namespace Plumbline.Detection;

/// <summary>Evenly spaced threshold candidates, both ends included.</summary>
public sealed record LinearGrid(double From, double To, int Count)
{
    /// <summary>The candidates, ascending; computed as numpy's linspace does, so that published grids hit the same numbers.</summary>
    public double[] Values()
    {
        var values = new double[Count];
        var step = (To - From) / (Count - 1);
        for (var i = 0; i < Count; i++) values[i] = From + (i * step);
        values[^1] = To;
        return values;
    }
}
