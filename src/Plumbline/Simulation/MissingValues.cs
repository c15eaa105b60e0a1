using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>Single values that never arrived, anywhere.</summary>
/// <param name="Share">Of all values, each by itself. Default 5 %.</param>
public sealed record MissingValues(double Share = 0.05)
    : Harm("missing", $"{Share:P0} of the values are missing, at random; a little worse is to be expected")
{
    private protected override HarmedSeries Harmed(SeriesFrame frame, int fitRows, RandomStream random)
    {
        var values = frame.Values.ToArray();
        foreach (ref var value in values.AsSpan())
        {
            if (random.Between(0, 1) < Share) value = double.NaN;
        }
        return new HarmedSeries(With(frame, values), fitRows);
    }
}
