using System.Numerics;
using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Samplers;

/// <summary>Every combination once, then nothing more. For spaces small enough to try whole; any stretch of the order is spread over the grid, so that a search that is ended early has not seen one
/// corner only.</summary>
/// <remarks>Combinations are numbered, those of parameters that do not count left out, and gone through in strides of about the golden section of their number that share no factor with it; where
/// it begins follows from the seed. What a trial has already, whatever came of it, is passed over.</remarks>
public sealed record GridSampler : Sampler
{
    /// <summary>Values of a parameter that is a continuum, evenly on its scale and both bounds among them; at least 1, which is the middle. Default 5.</summary>
    public int Points { get; init; } = 5;

    public override IEnumerable<string> Problems()
    {
        if (Points < 1) yield return $"points is {Points}; expected at least 1";
    }

    public override IReadOnlyDictionary<string, double>? Sample(SamplingContext context)
    {
        var grid = new Grid(context.Space, Points);
        var free = context.Space.Free.ToList();
        var taken = context.Trials.Select(trial => Key(free, trial.Values)).ToHashSet();
        var random = new Random(context.Seed);
        var bytes = new byte[grid.Count.GetByteCount() + 8];
        random.NextBytes(bytes);
        var first = new BigInteger(bytes, isUnsigned: true);
        var stride = Stride(grid.Count);
        // Among one more cell than there are trials one is free, unless all are taken.
        var most = BigInteger.Min(grid.Count, taken.Count + 1);
        for (BigInteger i = 0; i < most; i++)
        {
            var values = grid.Cell((first + ((context.Number + i) * stride)) % grid.Count);
            if (!taken.Contains(Key(free, values))) return values;
        }
        return null;
    }

    private static BigInteger Stride(BigInteger count)
    {
        var stride = BigInteger.Max(1, count * 618_034 / 1_000_000);
        while (BigInteger.GreatestCommonDivisor(stride, count) != 1) stride++;
        return stride;
    }

    private static string Key(List<FreeParameter> free, IReadOnlyDictionary<string, double> values) =>
        string.Join('|', free.Select(parameter => values.TryGetValue(parameter.Name, out var value) ? parameter.Text(value) : ""));
}
