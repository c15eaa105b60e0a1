namespace Plumbline.Connectors;

/// <summary>How often something that failed for the moment is tried again, with pauses that double.</summary>
public sealed record RetryOptions
{
    /// <summary>Tries in all, at least 1. Default 10: with the pauses about 16 seconds, in which a database server starts anew.</summary>
    public int Tries { get; init; } = 10;

    /// <summary>Before the second try. Default 50 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>No pause is longer. Default 5 seconds.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    public IEnumerable<string> Problems()
    {
        if (Tries < 1) yield return $"tries is {Tries}; expected at least 1";
        if (FirstPause < TimeSpan.Zero) yield return $"firstPause is {FirstPause}; expected none or more";
        if (LongestPause < FirstPause) yield return $"longestPause is {LongestPause}; expected at least firstPause, {FirstPause}";
    }

    /// <summary>Waits after a failed try.</summary>
    /// <param name="tried">How often it was tried so far, at least 1.</param>
    internal void Pause(int tried, TimeProvider time)
    {
        var pause = Math.Min(FirstPause.TotalMilliseconds * Math.Pow(2, tried - 1), LongestPause.TotalMilliseconds);
        var over = new ManualResetEventSlim();
        using var timer = time.CreateTimer(_ => over.Set(), null, TimeSpan.FromMilliseconds(pause), Timeout.InfiniteTimeSpan);
        over.Wait();
    }
}
