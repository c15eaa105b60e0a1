namespace Plumbline.App.StudyReports;

/// <summary>What scattered values look like in between: the mean of those around, weighted by distance.</summary>
/// <remarks>Nadaraya and Watson (1964): z(p) = sum w_i z_i / sum w_i with w_i = exp(-|p - p_i|^2 / 2 h^2). The width h shrinks with the number of points as their distance does.</remarks>
internal static class Surface
{
    /// <summary>Means on the middles of size times size cells.</summary>
    /// <param name="points">Places from 0 to 1, and the value there.</param>
    /// <param name="size">Cells in each direction.</param>
    /// <returns>[row, column], row by row from y = 0; NaN where no point is near.</returns>
    public static double[] Of(IReadOnlyList<(double X, double Y, double Value)> points, int size)
    {
        var cells = new double[size * size];
        var width = Math.Clamp(0.35 * Math.Pow(Math.Max(1, points.Count), -0.25), 0.05, 0.2);
        var (sharpness, farthest) = (1 / (2 * width * width), 6.25 * width * width);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var (x, y) = ((column + 0.5) / size, (row + 0.5) / size);
                double sum = 0, weights = 0, nearest = double.PositiveInfinity;
                foreach (var point in points)
                {
                    var distance = ((point.X - x) * (point.X - x)) + ((point.Y - y) * (point.Y - y));
                    var weight = Math.Exp(-distance * sharpness);
                    nearest = Math.Min(nearest, distance);
                    sum += weight * point.Value;
                    weights += weight;
                }
                cells[(row * size) + column] = nearest > farthest ? double.NaN : sum / weights;
            }
        }
        return cells;
    }
}
