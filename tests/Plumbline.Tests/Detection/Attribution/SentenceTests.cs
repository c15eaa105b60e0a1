using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;

namespace Plumbline.Tests.Detection.Attribution;

public sealed class SentenceTests
{
    private static readonly SignalAttribution Fan = new("fan3_rpm", 0.5, Direction.Low, 2904.2, 4297.8, -8);

    [Fact]
    public void All_that_is_known_is_said()
    {
        SignalAttribution[] signals = [Fan, new("ips_p0_1", 0.2, Direction.Low, 1, 2, -1), new("ips_p0_2", 0.18, Direction.Low, 1, 2, -1), new("ips_p0_3", 0.17, Direction.Low, 1, 2, -1)];
        var verdict = Verdict(14, signals) with
        {
            Relations = [new BrokenRelation("fan3_rpm", "cpu_temp", 0.95, 0.1), new BrokenRelation("fan3_rpm", "load", 0.9, 0.2)],
            Repair = new Repair([new SignalRepair("fan3_rpm", 4300, 4103.2, 4602.9)], 0.9),
        };
        Assert.Equal("fan3_rpm fell to 2,900 (expected 4,300) for 14 steps from 02:10, together with 3 of ips_p0_*; it no longer goes with cpu_temp and load. "
            + "Under the threshold if fan3_rpm returns to 4,100 to 4,600.", verdict.Text);
    }

    [Fact]
    public void One_step_is_at_a_time()
    {
        Assert.Equal("fan3_rpm fell to 2,900 (expected 4,300) at 02:10.", Verdict(1, Fan).Text);
    }

    [Fact]
    public void Others_are_named_counted_or_called_by_their_family()
    {
        SignalAttribution Other(string name) => new(name, 0.3, Direction.High, 2, 1, 1);
        Assert.Contains(", together with load.", Verdict(1, Fan, Other("load")).Text);
        Assert.Contains(", together with load and temp.", Verdict(1, Fan, Other("load"), Other("temp")).Text);
        Assert.Contains(", together with load and 2 other signals.", Verdict(1, Fan, Other("load"), Other("temp"), Other("disk")).Text);
        Assert.Contains(", together with 3 others of fan*_rpm.", Verdict(1, Fan, Other("fan1_rpm"), Other("fan2_rpm"), Other("fan4_rpm")).Text);
    }

    [Fact]
    public void Silence_and_too_little_data_are_called_so()
    {
        Assert.Equal("fan3_rpm stopped reporting for 14 steps from 02:10.", Verdict(14, Fan with { Direction = Direction.Silent, Observed = null }).Text);
        Assert.Equal("Too little data for a verdict: 40 % of the values were not observed.", (Verdict(1) with { Status = VerdictStatus.NotEnoughData, ImputedShare = 0.4 }).Text);
        Assert.Equal("Nothing is off: the score is 0.42 of the threshold. Farthest from usual is fan3_rpm, at 2,900 (expected 4,300).",
            (Verdict(1, Fan) with { Status = VerdictStatus.Normal, Score = 0.42 }).Text);
    }

    [Fact]
    public void Several_returns_are_joined_and_none_is_said()
    {
        var verdict = Verdict(2, Fan) with { Repair = new Repair([new SignalRepair("fan3_rpm", 4300, 4100, 4600), new SignalRepair("load", 0.5)], 1) };
        Assert.EndsWith("Under the threshold if fan3_rpm returns to 4,100 to 4,600 and load returns to 0.5.", verdict.Text);
        Assert.EndsWith("No return of up to 5 signals brings it under the threshold.", (verdict with { Repair = new Repair([], 2) }).Text);
    }

    [Theory]
    [InlineData(2904.2, 1400, "2,900")]
    [InlineData(-0.123456, 0.05, "-0.123")]
    [InlineData(-3.2e-10, 0.8, "0")]
    [InlineData(1234567, 2, "1,234,567")]
    [InlineData(1234567, 0.5, "1,234,567")]
    [InlineData(0.30000001, 0.7, "0.3")]
    [InlineData(1.2345e-9, 1e-9, "1.23e-9")]
    [InlineData(4e20, 1e20, "4e20")]
    [InlineData(0, 0, "0")]
    public void Numbers_have_the_digits_that_tell_a_difference(double value, double difference, string expected) => Assert.Equal(expected, Sentence.Number(value, difference));

    private static Verdict Verdict(int steps, params SignalAttribution[] signals) =>
        new("id", "", "", "", "02:10", "", 0, steps - 1, VerdictStatus.Anomalous, 2, 2, 1, 50, 0, signals, [], 0, FamilyAttribution.Of(signals));
}
