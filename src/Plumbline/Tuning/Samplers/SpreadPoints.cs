namespace Plumbline.Tuning.Samplers;

/// <summary>Points that fill the unit cube evenly however many are taken: multiples of irrational steps, modulo 1.</summary>
/// <remarks>The steps are powers of 1 / g with g the root above 1 of g^(d+1) = g + 1, the golden ratio for one dimension (Roberts 2018); where the sequence begins is drawn.</remarks>
internal sealed class SpreadPoints
{
    private readonly double[] steps;
    private readonly double[] start;

    public SpreadPoints(int dimensions, Random random)
    {
        var golden = 2.0;
        for (var pass = 0; pass < 60; pass++) golden = Math.Pow(1 + golden, 1.0 / (dimensions + 1));
        (steps, start) = (new double[dimensions], new double[dimensions]);
        for (var i = 0; i < dimensions; i++) (steps[i], start[i]) = (Math.Pow(golden, -(i + 1)), random.NextDouble());
    }

    /// <param name="index">Which point, from 0.</param>
    public double[] this[int index]
    {
        get
        {
            var point = new double[steps.Length];
            for (var i = 0; i < point.Length; i++) point[i] = (start[i] + (steps[i] * index)) % 1;
            return point;
        }
    }
}
