using Plumbline.Tuning.Space;

namespace Plumbline.Bench;

/// <summary>A function whose least value is known, so that what a search leaves to gain is.</summary>
internal sealed record TuningProblem(string Name, SearchSpace Space, double Least, Func<IReadOnlyDictionary<string, double>, double> Value)
{
    /// <summary>Three valleys of equal depth over two numbers (Branin 1972).</summary>
    public static TuningProblem Branin { get; } = new("branin", new SearchSpace([new RealParameter("x1", -5, 10), new RealParameter("x2", 0, 15)]), 0.39788735772973816, at =>
    {
        var (x, y) = (at["x1"], at["x2"]);
        var valley = y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6;
        return (valley * valley) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;
    });

    /// <summary>Four wells over six numbers (Hartman 1973).</summary>
    public static TuningProblem Hartmann6 { get; } = new("hartmann6", new SearchSpace([.. Enumerable.Range(1, 6).Select(i => new RealParameter($"x{i}", 0, 1))]), -3.322368011391339, at =>
    {
        double[] depths = [1, 1.2, 3, 3.2];
        double[] widths = [10, 3, 17, 3.5, 1.7, 8, 0.05, 10, 17, 0.1, 8, 14, 3, 3.5, 1.7, 10, 17, 8, 17, 8, 0.05, 10, 0.1, 14];
        double[] places = [1312, 1696, 5569, 124, 8283, 5886, 2329, 4135, 8307, 3736, 1004, 9991, 2348, 1451, 3522, 2883, 3047, 6650, 4047, 8828, 8732, 5743, 1091, 381];
        var sum = 0.0;
        for (var well = 0; well < 4; well++)
        {
            var distance = 0.0;
            for (var i = 0; i < 6; i++)
            {
                var away = at[$"x{i + 1}"] - (places[(well * 6) + i] * 1e-4);
                distance += widths[(well * 6) + i] * away * away;
            }
            sum -= depths[well] * Math.Exp(-distance);
        }
        return sum;
    });
}
