namespace Plumbline.Statistics;

/// <summary>Numbers that lie evenly among all.</summary>
internal static class EvenlySpread
{
    /// <returns>Ascending, from 0; all of them if they are no more than the most there may be.</returns>
    public static int[] Of(int count, int most)
    {
        var kept = Math.Min(count, most);
        var even = new int[kept];
        for (var i = 0; i < kept; i++) even[i] = (int)((long)i * count / kept);
        return even;
    }
}
