namespace Plumbline.Statistics;

/// <summary>How likely a score as high as this one is, by scores that were seen: ranks, and a smooth tail beyond the highest of them.</summary>
/// <remarks>Up to the border the empirical distribution between quantiles; above it a generalised Pareto tail of shape 1/2, whose scale is the mean excess over the border.
/// The shape is fixed, not fitted: few excesses say little about it, and with a heavy one the logarithm of the chance keeps growing with the score, but
/// slowly, so that no score outvotes others by its sheer unit.</remarks>
internal sealed class TailProbability
{
    private const double Shape = 0.5;
    private const int MostQuantiles = 200;

    private readonly double[] quantiles; // at shares 0 to 1 - tail of the scores, ascending; the last is the border
    private readonly double tail; // share of the scores above the border
    private readonly double scale;

    private TailProbability(double[] quantiles, double tail, double scale) => (this.quantiles, this.tail, this.scale) = (quantiles, tail, scale);

    /// <summary>Numbers that a kept one has.</summary>
    public static int NumberCount => MostQuantiles + 2;

    /// <param name="scores">At least one, finite, in any order.</param>
    public static TailProbability Of(ReadOnlySpan<double> scores)
    {
        var sorted = Quantile.Sorted(scores);
        var tail = Math.Clamp(10.0 / sorted.Length, 0.02, 0.5); // ten excesses, or a fiftieth
        var quantiles = new double[MostQuantiles];
        for (var i = 0; i < quantiles.Length; i++) quantiles[i] = Quantile.OfSorted(sorted, (1 - tail) * i / (quantiles.Length - 1));
        var border = quantiles[^1];
        var excesses = sorted.Where(score => score > border).Select(score => score - border).DefaultIfEmpty(0).Average();
        var scale = Math.Max((1 - Shape) * excesses, 1e-3 * Math.Max(border - quantiles[0], 1e-6 * Math.Max(1, Math.Abs(border))));
        return new TailProbability(quantiles, tail, scale);
    }

    /// <param name="numbers">As <see cref="ToNumbers"/> gave them.</param>
    public static TailProbability Restore(double[] numbers) => new(numbers[..^2], numbers[^2], numbers[^1]);

    public double[] ToNumbers() => [.. quantiles, tail, scale];

    /// <returns>Above 0, up to 1; falls as the score rises.</returns>
    public double Of(double score)
    {
        if (score > quantiles[^1]) return tail * Math.Pow(1 + (Shape * (score - quantiles[^1]) / scale), -1 / Shape);
        var above = Array.BinarySearch(quantiles, score);
        if (above < 0) above = ~above;
        while (above > 0 && quantiles[above - 1] >= score) above--; // of equal quantiles the first: the least surprise
        if (above == 0) return 1;
        var below = quantiles[above - 1];
        var place = above - 1 + ((score - below) / (quantiles[above] - below));
        return 1 - ((1 - tail) * place / (quantiles.Length - 1));
    }
}
