
namespace Plumbline.Detection.Thresholds;

/// <summary>Evenly spaced threshold candidates, both ends included, as published grids are given.</summary>
public sealed record LinearGrid(double From, double To, int Count)
{
    public double[] Values() => ThresholdGrid.Linear(From, To, Count);
}
