using CsCheck;

namespace Plumbline.Tests;

/// <summary>Random scores with ties and labels in runs, the same ones in every run of the tests.</summary>
internal static class RandomSeries
{
    private static readonly Gen<(double[] Scores, int[] Labels)> Series =
        from runs in Gen.Select(Gen.Int[1, 40], Gen.Int[1, 12]).Array[1, 6]
        from head in Gen.Int[1, 20]
        let labels = Enumerable.Repeat(0, head).Concat(runs.SelectMany(run => Enumerable.Repeat(1, run.Item2).Concat(Enumerable.Repeat(0, run.Item1)))).ToArray()
        from levels in Gen.OneOf(Gen.Const(4), Gen.Const(50), Gen.Const(1_000_000))
        from scores in Gen.Int[0, levels].Select(value => (double)value / levels).Array[labels.Length]
        select (scores, labels);

    public static IEnumerable<(double[] Scores, int[] Labels)> Draw(int count)
    {
        var random = new PCG(1, 20_260_101);
        for (var index = 0; index < count; index++) yield return Series.Generate(random, null, out _);
    }
}
