using System.Numerics.Tensors;

namespace Plumbline.Tuning.Samplers;

/// <summary>Climbs to a summit inside a box by gradients, with the curvature it has met so far (Broyden, Fletcher, Goldfarb and Shanno 1970).</summary>
/// <remarks>Coordinates at a border whose gradient points outward stay; steps are cut at the borders, and halved until the value rises (Armijo 1966).</remarks>
internal static class QuasiNewton
{
    private const double Sufficient = 1e-4;
    private const int Halvings = 12;

    /// <summary>Value at a point; writes the gradient there.</summary>
    public delegate double Slope(ReadOnlySpan<double> point, Span<double> gradient);

    /// <param name="point">Where to begin, inside the box; overwritten with the summit.</param>
    /// <param name="evaluations">At most so many.</param>
    /// <param name="tolerance">Ends when a step gains less.</param>
    /// <returns>The value there.</returns>
    public static double Climb(Slope slope, Span<double> point, ReadOnlySpan<double> low, ReadOnlySpan<double> high, int evaluations, double tolerance)
    {
        var n = point.Length;
        var (gradient, next, nextGradient, direction, inverse) = (new double[n], new double[n], new double[n], new double[n], new double[n * n]);
        var value = slope(point, gradient);
        var (used, fresh) = (1, true);
        Reset(inverse, n, 1);
        while (used < evaluations && double.IsFinite(value))
        {
            Direct(point, gradient, low, high, inverse, direction);
            var rise = TensorPrimitives.Dot<double>(direction, gradient);
            if (!(rise > 0))
            {
                if (fresh) break;
                Reset(inverse, n, 1);
                fresh = true;
                continue;
            }
            // At first nothing is known of the scale: no coordinate goes farther than a fifth of the box.
            var length = 1.0;
            if (fresh)
            {
                for (var i = 0; i < n; i++) length = Math.Min(length, 0.2 * (high[i] - low[i]) / Math.Max(Math.Abs(direction[i]), 1e-300));
            }
            var (better, gained) = (double.NegativeInfinity, 0.0);
            for (var halving = 0; halving < Halvings && used < evaluations; halving++, length /= halving < 3 ? 3 : 10)
            {
                for (var i = 0; i < n; i++) next[i] = Math.Clamp(point[i] + (length * direction[i]), low[i], high[i]);
                gained = 0;
                for (var i = 0; i < n; i++) gained += gradient[i] * (next[i] - point[i]);
                better = slope(next, nextGradient);
                used++;
                if (better >= value + (Sufficient * gained) && double.IsFinite(better)) break;
                better = double.NegativeInfinity;
            }
            if (double.IsNegativeInfinity(better))
            {
                if (fresh) break;
                Reset(inverse, n, 1);
                fresh = true;
                continue;
            }
            Learn(inverse, point, next, gradient, nextGradient, fresh);
            fresh = false;
            var ended = better - value < tolerance;
            next.CopyTo(point);
            nextGradient.CopyTo(gradient, 0);
            value = better;
            if (ended) break;
        }
        return value;
    }

    // direction = H g over the coordinates that are free to go.
    private static void Direct(ReadOnlySpan<double> point, double[] gradient, ReadOnlySpan<double> low, ReadOnlySpan<double> high, double[] inverse, double[] direction)
    {
        var n = direction.Length;
        Span<bool> free = stackalloc bool[n];
        for (var i = 0; i < n; i++) free[i] = gradient[i] > 0 ? point[i] < high[i] : point[i] > low[i];
        for (var i = 0; i < n; i++)
        {
            double sum = 0;
            for (var j = 0; j < n; j++) sum += free[j] ? inverse[(i * n) + j] * gradient[j] : 0;
            direction[i] = free[i] ? sum : 0;
        }
    }

    // H becomes (I - s y'/r) H (I - y s'/r) + s s'/r with the step s, the fall y of the gradient along it, r = s'y.
    private static void Learn(double[] inverse, ReadOnlySpan<double> point, double[] next, double[] gradient, double[] nextGradient, bool fresh)
    {
        var n = next.Length;
        var (step, fall, product) = (new double[n], new double[n], new double[n]);
        for (var i = 0; i < n; i++) (step[i], fall[i]) = (next[i] - point[i], gradient[i] - nextGradient[i]);
        var curvature = TensorPrimitives.Dot<double>(step, fall);
        var size = TensorPrimitives.Dot<double>(fall, fall);
        if (!(curvature > 1e-10 * size) || size == 0) return;
        if (fresh) Reset(inverse, n, curvature / size);
        for (var i = 0; i < n; i++) product[i] = TensorPrimitives.Dot<double>(inverse.AsSpan(i * n, n), fall);
        var own = (1 + (TensorPrimitives.Dot<double>(fall, product) / curvature)) / curvature;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) inverse[(i * n) + j] += (own * step[i] * step[j]) - (((step[i] * product[j]) + (product[i] * step[j])) / curvature);
        }
    }

    private static void Reset(double[] inverse, int n, double scale)
    {
        Array.Clear(inverse);
        for (var i = 0; i < n; i++) inverse[(i * n) + i] = scale;
    }
}
