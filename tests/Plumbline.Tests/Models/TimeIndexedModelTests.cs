using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Models;

public sealed class TimeIndexedModelContract() : WindowModelContract(
    new TimeIndexedOptions { Slots = 2, Window = 3, Member = new KdeOptions { Window = 3 } },
    new TimeIndexedOptions { Slots = 3, Window = 1, Reach = 1, Member = new PcaOptions() },
    new TimeIndexedOptions { Slots = 2, Window = 2, Member = new KdeOptions { Window = 2, Bandwidths = [0.5] } })
{
    // The last signal says which member scores.
    protected override bool OrderCounts => true;
}

public sealed class TimeIndexedModelTests
{
    // value 10 in the first half of a period of 8 steps, -10 in the second
    private static readonly float[] Steps = [.. Enumerable.Range(0, 800).SelectMany(step => new[] { (step % 8 < 4 ? 10f : -10f) + (step % 3 * 0.1f), step % 8 / 8f })];

    [Fact]
    public void A_value_that_is_usual_at_another_time_only_is_unusual()
    {
        var model = Fit(new TimeIndexedOptions { Slots = 8, Window = 1, Member = new KdeOptions { Bandwidths = [0.5] } });
        Assert.Equal(8, model.Members.Count);
        Assert.InRange(Score(model, 10, 0.125f), 0, 2);
        Assert.InRange(Score(model, -10, 0.625f), 0, 2);
        Assert.InRange(Score(model, 10, 0.625f), 100, double.MaxValue);
    }

    [Fact]
    public void Each_slot_is_its_members_alone()
    {
        var options = new TimeIndexedOptions { Slots = 8, Window = 2, Member = new KdeOptions { Window = 2, Bandwidths = [0.5] } };
        var model = Fit(options);
        var windows = new Windows([Steps], 2, 2, contextCount: 1);
        var third = KdeModel.Fit(windows.Pick(Enumerable.Range(0, windows.Count).Where(window => (window + 1) % 8 == 3)), (KdeOptions)options.Member);
        var (own, expected) = (new double[1], new double[1]);
        for (var window = 2; window < 400; window += 8)
        {
            ((IScoringModel)model).Score(windows[window], own);
            third.Score(windows[window], expected);
            Assert.Equal(expected, own);
        }
    }

    [Theory]
    [InlineData(0.4999f, 4)]
    [InlineData(0.5f, 4)]
    [InlineData(0.49f, 3)]
    [InlineData(0.9999f, 0)]
    [InlineData(1.5f, 4)]
    public void A_time_that_is_a_little_early_belongs_to_the_slot_it_was_meant_for(float share, int slot) => Assert.Equal(slot, TimeIndexedModel.SlotOf([7, share], 8));

    [Fact]
    public void A_slot_without_windows_is_named_and_neighbours_can_lend_theirs()
    {
        var options = new TimeIndexedOptions { Slots = 16, Window = 1, Member = new PcaOptions() };
        Assert.Contains("slot 1 of 16 has 0 windows", Assert.Throws<ArgumentException>(() => Fit(options)).Message);
        Assert.Equal(16, Fit(options with { Reach = 1 }).Members.Count);
    }

    [Fact]
    public void Settings_out_of_range_are_named_together()
    {
        var options = new TimeIndexedOptions { Slots = 1, Reach = 3, Window = 2, Member = new TimeIndexedOptions() };
        Assert.Equal(["slots is 1; expected at least 2", "reach is 3; expected 0 to half of the slots", "member is time-indexed itself; expected another kind", "member.window is 48; expected 2, as model.window"], options.Problems());
        Assert.False(new TimeIndexedOptions { Member = new PcaOptions { Window = 48 } }.ScoresItself);
    }

    private static TimeIndexedModel Fit(TimeIndexedOptions options) =>
        (TimeIndexedModel)options.Fit(new Windows([Steps], 2, options.Window, contextCount: 1), new TrainingOptions(), new TrainingWatch(), CancellationToken.None);

    private static double Score(TimeIndexedModel model, float value, float share)
    {
        var scores = new double[1];
        ((IScoringModel)model).Score([value, share], scores);
        return scores[0];
    }
}
