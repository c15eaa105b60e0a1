using Plumbline.Detection.Attribution;

namespace Plumbline.Tests.Detection.Attribution;

public sealed class FamilyAttributionTests
{
    [Fact]
    public void Signals_that_differ_in_their_last_number_are_of_one_family()
    {
        var families = FamilyAttribution.Of([.. new[] { ("fan_power", 0.3), ("ips_p0_9", 0.2), ("ips_p0_10", 0.2), ("fan1_rpm", 0.15), ("fan12_rpm", 0.05), ("temp_p1_0", 0.06), ("temp_p2_0", 0.04) }
            .Select(signal => new SignalAttribution(signal.Item1, signal.Item2, Direction.High, 1, 0, 1))]);
        Assert.Equal([("ips_p0_*", 2), ("fan_power", 1), ("fan*_rpm", 2), ("temp_p1_0", 1), ("temp_p2_0", 1)], families.Select(family => (family.Name, family.Signals)));
        Assert.Equal([0.4, 0.3, 0.2, 0.06, 0.04], families.Select(family => Math.Round(family.Share, 12)));
    }

    [Fact]
    public void A_verdict_counts_the_signals_outside_their_range_and_adds_up_its_families()
    {
        var detector = SmallFleet.Dense;
        var frame = SmallFleet.Unseen(1);
        var verdicts = detector.Score(frame).Verdicts;
        Assert.NotEmpty(verdicts);
        foreach (var verdict in verdicts)
        {
            Assert.InRange(verdict.OutsideRange, 0, frame.SignalCount);
            Assert.Equal(1, verdict.Families.Sum(family => family.Share), 1e-9);
            Assert.Equal(frame.SignalCount, verdict.Families.Sum(family => family.Signals));
        }
        // Every value of the fit rows is within the range of the fit rows.
        Assert.All(Enumerable.Range(0, 20), row => Assert.Equal(0, Explanation.Of(detector, SmallFleet.Data.Frames[0], 20 * row).OutsideRange));
    }
}
