using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Importance;

/// <summary>Where the values of a parameter lie, on cells of its scale.</summary>
/// <remarks>A mean of Gaussians around the values, cut at the ends of the scale, of the width of Scott (1992) but not under half a cell; for a choice the shares of its choices. One more value is taken to lie everywhere, so that no cell is empty.</remarks>
internal static class GridDensity
{
    private const int MostCells = 50;

    /// <returns>[cell], sums to 1.</returns>
    public static double[] Of(FreeParameter parameter, IReadOnlyList<double> values)
    {
        var cells = Math.Min(parameter.Count ?? MostCells, parameter is ChoiceParameter ? int.MaxValue : MostCells);
        double[] density = [.. Enumerable.Repeat(1.0 / cells, cells)];
        double[] units = [.. values.Select(parameter.ToUnit)];
        var width = parameter is ChoiceParameter ? 0 : Math.Max(0.5 / cells, 1.059 * Deviation(units) * Math.Pow(units.Length, -0.2));
        foreach (var unit in units)
        {
            if (width == 0)
            {
                density[Math.Min((int)(unit * cells), cells - 1)]++;
                continue;
            }
            double[] kernel = [.. Enumerable.Range(0, cells).Select(cell => Math.Exp(-0.5 * Math.Pow((((cell + 0.5) / cells) - unit) / width, 2)))];
            var sum = kernel.Sum();
            for (var cell = 0; cell < cells; cell++) density[cell] += kernel[cell] / sum;
        }
        for (var cell = 0; cell < cells; cell++) density[cell] /= units.Length + 1;
        return density;
    }

    private static double Deviation(double[] units)
    {
        var mean = units.Average();
        return Math.Sqrt(units.Sum(unit => (unit - mean) * (unit - mean)) / Math.Max(1, units.Length - 1));
    }
}
