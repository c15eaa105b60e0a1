namespace Plumbline.Detection;

/// <summary>Splits the errors of calibration steps into two classes, of which the larger is the normal one.</summary>
internal static class ErrorClasses
{
    private const double HighShare = 0.1; // of the steps that the second class starts from
    private const double Ridge = 1e-4; // in squared deviations of all features
    private const double Enough = 1e-7; // of a step's mean log likelihood
    private const int MostTurns = 200;

    /// <param name="kind"><see cref="ScoreKind.GaussianMixture"/> or <see cref="ScoreKind.KMeans"/>.</param>
    /// <param name="features">Size and oscillation of at least one step.</param>
    public static ErrorClassifier Fit(ScoreKind kind, IReadOnlyList<(double Size, double Oscillation)> features)
    {
        var (size, sizeScale) = Moments([.. features.Select(each => each.Size)]);
        var (oscillation, oscillationScale) = Moments([.. features.Select(each => each.Oscillation)]);
        (double X, double Y)[] points = [.. features.Select(each => ((each.Size - size) / sizeScale, (each.Oscillation - oscillation) / oscillationScale))];

        var high = KMeans(points);
        var normal = kind == ScoreKind.GaussianMixture ? Mixture(points, high) : Center(points, high);
        return new ErrorClassifier(size + (normal.X * sizeScale), oscillation + (normal.Y * oscillationScale),
            normal.XX / (sizeScale * sizeScale), normal.XY / (sizeScale * oscillationScale), normal.YY / (oscillationScale * oscillationScale));
    }

    // 1 where a point belongs to the second class, else 0 (Lloyd).
    private static double[] KMeans((double X, double Y)[] points)
    {
        var order = Enumerable.Range(0, points.Length).OrderBy(i => points[i].X + points[i].Y).ToArray();
        var high = new double[points.Length];
        foreach (var i in order[^(int)Math.Ceiling(HighShare * points.Length)..]) high[i] = 1;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var (low, top) = (Mean(points, high, of: 0), Mean(points, high, of: 1));
            var changed = false;
            for (var i = 0; i < points.Length; i++)
            {
                var own = Squared(points[i], top) < Squared(points[i], low) ? 1 : 0;
                changed |= own != high[i];
                high[i] = own;
            }
            if (!changed || high.Sum() is 0 || high.Sum() == high.Length) break;
        }
        return high;
    }

    private static (double X, double Y, double XX, double XY, double YY) Center((double X, double Y)[] points, double[] high)
    {
        var (x, y) = Mean(points, high, high.Sum() > high.Length / 2.0 ? 1 : 0);
        return (x, y, 1, 0, 1);
    }

    // Expectation maximisation from the classes of k-means; full covariances.
    private static (double X, double Y, double XX, double XY, double YY) Mixture((double X, double Y)[] points, double[] high)
    {
        var before = double.NegativeInfinity;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var (low, top) = (Gaussian.Of(points, high, 0), Gaussian.Of(points, high, 1));
            var likelihood = 0.0;
            for (var i = 0; i < points.Length; i++)
            {
                var (a, b) = (low.LogDensity(points[i]), top.LogDensity(points[i]));
                var largest = Math.Max(a, b);
                var sum = largest + Math.Log(Math.Exp(a - largest) + Math.Exp(b - largest));
                high[i] = Math.Exp(b - sum);
                likelihood += sum / points.Length;
            }
            if (!(likelihood - before > Enough)) break;
            before = likelihood;
        }
        var normal = Gaussian.Of(points, high, high.Sum() > high.Length / 2.0 ? 1 : 0);
        return (normal.X, normal.Y, normal.InverseXX, normal.InverseXY, normal.InverseYY);
    }

    private static (double X, double Y) Mean((double X, double Y)[] points, double[] high, int of)
    {
        double x = 0, y = 0, weight = 1e-300;
        for (var i = 0; i < points.Length; i++)
        {
            var share = of == 1 ? high[i] : 1 - high[i];
            (x, y, weight) = (x + (share * points[i].X), y + (share * points[i].Y), weight + share);
        }
        return (x / weight, y / weight);
    }

    private static double Squared((double X, double Y) a, (double X, double Y) b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y));

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        var mean = values.Average();
        return (mean, Math.Max(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 1e-3));
    }

    private readonly record struct Gaussian(double X, double Y, double InverseXX, double InverseXY, double InverseYY, double LogScale)
    {
        public static Gaussian Of((double X, double Y)[] points, double[] high, int of)
        {
            var (x, y) = Mean(points, high, of);
            double xx = 0, xy = 0, yy = 0, weight = 1e-300;
            for (var i = 0; i < points.Length; i++)
            {
                var share = of == 1 ? high[i] : 1 - high[i];
                var (dx, dy) = (points[i].X - x, points[i].Y - y);
                (xx, xy, yy, weight) = (xx + (share * dx * dx), xy + (share * dx * dy), yy + (share * dy * dy), weight + share);
            }
            (xx, xy, yy) = ((xx / weight) + Ridge, xy / weight, (yy / weight) + Ridge);
            var determinant = (xx * yy) - (xy * xy);
            return new Gaussian(x, y, yy / determinant, -xy / determinant, xx / determinant, Math.Log(weight / points.Length) - (Math.Log(determinant) / 2));
        }

        // But for the constant ln(2 pi), with the class's weight.
        public double LogDensity((double X, double Y) point)
        {
            var (dx, dy) = (point.X - X, point.Y - Y);
            return LogScale - (((dx * dx * InverseXX) + (2 * dx * dy * InverseXY) + (dy * dy * InverseYY)) / 2);
        }
    }
}
