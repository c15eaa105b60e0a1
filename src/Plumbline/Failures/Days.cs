using Plumbline.Data;

namespace Plumbline.Failures;

/// <summary>Days on a time axis; of an axis that counts, each number is a day (a cycle, a run).</summary>
internal static class Days
{
    /// <summary>A length of days on the axis.</summary>
    public static long Span(TimeKind kind, double days) => (long)Math.Round(days * Unit(kind));

    /// <summary>A length on the axis in days.</summary>
    public static double Of(TimeKind kind, long span) => (double)span / Unit(kind);

    /// <summary>The day a time belongs to.</summary>
    public static long At(TimeKind kind, long time) => Math.DivRem(time, Unit(kind), out var rest) - (rest < 0 ? 1 : 0);

    private static long Unit(TimeKind kind) => kind == TimeKind.Index ? 1 : TimeSpan.TicksPerDay;
}
