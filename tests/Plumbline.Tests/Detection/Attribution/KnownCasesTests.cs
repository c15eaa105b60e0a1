using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;

namespace Plumbline.Tests.Detection.Attribution;

public sealed class KnownCasesTests
{
    [Fact]
    public void The_most_alike_of_those_before_is_named()
    {
        var known = new KnownCases();
        Assert.Null(known.Take(Verdict("1", ("fan", 0.8, Direction.Low), ("temp", 0.2, Direction.High))).Like);
        Assert.Null(known.Take(Verdict("2", ("disk", 1, Direction.High))).Like);
        var like = known.Take(Verdict("3", ("fan", 0.7, Direction.Low), ("temp", 0.3, Direction.High))).Like!;
        Assert.Equal(("1", "at 1"), (like.Id, like.From));
        Assert.Equal(0.99, like.Similarity);
    }

    [Fact]
    public void The_other_direction_is_not_alike()
    {
        var known = new KnownCases();
        known.Take(Verdict("1", ("fan", 1, Direction.Low)));
        Assert.Null(known.MostLike(Verdict("2", ("fan", 1, Direction.High))));
        Assert.Null(known.MostLike(Verdict("3", ("fan", 1, Direction.Silent))));
    }

    [Fact]
    public void Of_equals_the_later_one_counts_and_only_so_many_are_kept()
    {
        var known = new KnownCases(2);
        foreach (var id in new[] { "1", "2", "3" }) known.Take(Verdict(id, (id == "1" ? "disk" : "fan", 1, Direction.Low)));
        Assert.Equal("3", known.MostLike(Verdict("4", ("fan", 1, Direction.Low)))!.Id);
        Assert.Null(known.MostLike(Verdict("5", ("disk", 1, Direction.Low))));
    }

    [Fact]
    public void A_verdict_is_not_like_itself()
    {
        var known = new KnownCases();
        known.Take(Verdict("1", ("fan", 1, Direction.Low)));
        Assert.Null(known.MostLike(Verdict("1", ("fan", 1, Direction.Low))));
    }

    private static Verdict Verdict(string id, params (string Name, double Share, Direction Direction)[] signals) =>
        new(id, "", "", "", $"at {id}", "", 0, 0, VerdictStatus.Anomalous, 2, 2, 1, 50, 0,
            [.. signals.Select(signal => new SignalAttribution(signal.Name, signal.Share, signal.Direction, 1, 0, 1))], [], 0, []);
}
