using System.Numerics;

namespace Plumbline.Tests.Naive;

/// <summary>Euclidean distance to the nearest reference, every one of them looked at.</summary>
internal static class ReferenceRecipeNearest
{
    /// <returns>[place]</returns>
    public static double[] Distances(double[][] places, double[][] references) => Array.ConvertAll(places, place => Math.Sqrt(references.Min(reference => Squared(place, reference))));

    /// <summary>Distance of each reference to the nearest that is at least max(width, min(200, fit rows / 5)) rows away.</summary>
    /// <param name="stride">Rows from one reference to the next.</param>
    /// <returns>[reference that has one]</returns>
    public static double[] HeldOut(double[][] references, int stride, int width, int fitRows)
    {
        var away = Math.Max(width, Math.Min(200, fitRows / 5));
        var distances = new List<double>();
        for (var one = 0; one < references.Length; one++)
        {
            var nearest = double.PositiveInfinity;
            for (var other = 0; other < references.Length; other++)
            {
                if (stride * Math.Abs(one - other) >= away) nearest = Math.Min(nearest, Squared(references[one], references[other]));
            }
            if (double.IsFinite(nearest)) distances.Add(Math.Sqrt(nearest));
        }
        return [.. distances];
    }

    // Sum of squared differences; much of the time that the recipes take goes here.
    private static double Squared(double[] left, double[] right)
    {
        var sums = Vector<double>.Zero;
        var at = 0;
        for (; at <= left.Length - Vector<double>.Count; at += Vector<double>.Count)
        {
            var difference = new Vector<double>(left, at) - new Vector<double>(right, at);
            sums += difference * difference;
        }
        var sum = Vector.Sum(sums);
        for (; at < left.Length; at++) sum += (left[at] - right[at]) * (left[at] - right[at]);
        return sum;
    }
}
