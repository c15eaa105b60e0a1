namespace Plumbline.Tests.Tuning;

/// <summary>Time that goes on when it is told to.</summary>
internal sealed class SetTime : TimeProvider
{
    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public void Pass(TimeSpan time) => now += time;

    public override DateTimeOffset GetUtcNow() => now;
}
