using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>Every signal in another unit, among fit and judged rows alike.</summary>
/// <param name="Factor">Above 0. Default 1,000: milliwatts instead of watts.</param>
public sealed record OtherUnits(double Factor = 1000) : Harm("units", $"all values times {Factor:0}, fit and judged rows alike; no figure should change")
{
    private protected override HarmedSeries Harmed(SeriesFrame frame, int fitRows, RandomStream random) =>
        new(With(frame, Array.ConvertAll(frame.Values.ToArray(), value => value * Factor)), fitRows);
}
