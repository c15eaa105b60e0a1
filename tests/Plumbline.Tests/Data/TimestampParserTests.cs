using CsCheck;
using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class TimestampParserTests
{
    [Theory]
    [InlineData("2026-01-31 23:59:58", "2026-01-31 23:59:58")]
    [InlineData("2026-01-31T23:59:58", "2026-01-31 23:59:58")]
    [InlineData("2026-01-31T23:59:58Z", "2026-01-31 23:59:58")]
    [InlineData("2026-01-31t23:59:58z", "2026-01-31 23:59:58")]
    [InlineData(" 2026-01-31T23:59 ", "2026-01-31 23:59:00")]
    [InlineData("2026-01-31", "2026-01-31 00:00:00")]
    [InlineData("2024-02-29 00:00:00.5", "2024-02-29 00:00:00.5")]
    [InlineData("2026-01-31T23:59:58.123456789+01:30", "2026-01-31 22:29:58.1234567")]
    [InlineData("2026-01-31T23:59:58-0130", "2026-02-01 01:29:58")]
    [InlineData("2026-01-31 23:59:58+01", "2026-01-31 22:59:58")]
    public void Times_are_read_as_utc(string text, string expected)
    {
        Assert.True(TimestampParser.TryParse(text, out var ticks));
        Assert.Equal(expected, TimeAxis.Format(TimeKind.Timestamp, ticks));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.5")]
    [InlineData("10:30")]
    [InlineData("1388534400")]
    [InlineData("31.01.2026")]
    [InlineData("2026-1-31")]
    [InlineData("2026-13-01")]
    [InlineData("2025-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("2026-01-31 24:00:00")]
    [InlineData("2026-01-31 23:60")]
    [InlineData("2026-01-31 23:59:58.")]
    [InlineData("2026-01-31 23:59:58 UTC")]
    [InlineData("2026-01-31T23:59:58+1")]
    [InlineData("2026-01-31T23:59:58+01:3")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("2026-01-31T")]
    public void Anything_else_is_refused(string text) => Assert.False(TimestampParser.TryParse(text, out _));

    [Fact]
    public void Every_time_comes_back_from_its_text() =>
        Gen.Long[0, DateTime.MaxValue.Ticks].Sample(ticks =>
            TimestampParser.TryParse(TimeAxis.Format(TimeKind.Timestamp, ticks), out var read) && read == ticks,
            iter: 5_000, threads: 1, seed: "0000000000004");
}
