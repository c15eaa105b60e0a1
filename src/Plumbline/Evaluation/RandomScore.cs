namespace Plumbline.Evaluation;

/// <summary>The score every detector has to beat: uniform noise that has never seen the data.</summary>
public static class RandomScore
{
    /// <returns>[step], each at least 0 and below 1; the same for the same seed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static double[] Of(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var random = new Random(seed);
        var scores = new double[count];
        for (var step = 0; step < count; step++) scores[step] = random.NextDouble();
        return scores;
    }
}
