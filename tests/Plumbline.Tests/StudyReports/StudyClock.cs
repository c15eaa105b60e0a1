namespace Plumbline.Tests.StudyReports;

/// <summary>Time that moves when it is told to.</summary>
internal sealed class StudyClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 3, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
