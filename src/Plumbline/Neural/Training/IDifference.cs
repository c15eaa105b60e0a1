using System.Runtime.Intrinsics;

namespace Plumbline.Neural.Training;

/// <summary>The loss of one output y with target t, and its derivative by y.</summary>
internal interface IDifference
{
    static abstract Vector256<float> Value(Vector256<float> y, Vector256<float> t);

    static abstract Vector256<float> Slope(Vector256<float> y, Vector256<float> t);
}

internal readonly struct SquaredDifference : IDifference
{
    public static Vector256<float> Value(Vector256<float> y, Vector256<float> t) => (y - t) * (y - t);

    public static Vector256<float> Slope(Vector256<float> y, Vector256<float> t) => (y - t) + (y - t);
}

internal readonly struct AbsoluteDifference : IDifference
{
    public static Vector256<float> Value(Vector256<float> y, Vector256<float> t) => Vector256.Abs(y - t);

    /// <summary>0 where they are equal.</summary>
    public static Vector256<float> Slope(Vector256<float> y, Vector256<float> t) =>
        (Vector256.GreaterThan(y, t) & Vector256<float>.One) - (Vector256.LessThan(y, t) & Vector256<float>.One);
}

internal readonly struct HuberDifference : IDifference
{
    public static Vector256<float> Value(Vector256<float> y, Vector256<float> t)
    {
        var size = Vector256.Abs(y - t);
        var near = Vector256.Min(size, Vector256<float>.One);
        return near * (size - (near * 0.5f));
    }

    public static Vector256<float> Slope(Vector256<float> y, Vector256<float> t) => Vector256.Min(Vector256.Max(y - t, -Vector256<float>.One), Vector256<float>.One);
}

internal readonly struct CrossEntropy : IDifference
{
    private const float Least = 1e-7f;

    public static Vector256<float> Value(Vector256<float> y, Vector256<float> t)
    {
        var p = Held(y);
        return -((t * Vector256.Log(p)) + ((Vector256<float>.One - t) * Vector256.Log(Vector256<float>.One - p)));
    }

    /// <summary>0 beyond the ends, where the value does not change.</summary>
    public static Vector256<float> Slope(Vector256<float> y, Vector256<float> t)
    {
        var p = Held(y);
        return Vector256.Equals(p, y) & ((p - t) / (p * (Vector256<float>.One - p)));
    }

    private static Vector256<float> Held(Vector256<float> y) => Vector256.Min(Vector256.Max(y, Vector256.Create(Least)), Vector256.Create(1 - Least));
}
