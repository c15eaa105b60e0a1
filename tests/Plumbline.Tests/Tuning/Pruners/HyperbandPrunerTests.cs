using System.Text.Json;
using Plumbline.Tuning;
using Plumbline.Tuning.Pruners;

namespace Plumbline.Tests.Tuning.Pruners;

public sealed class HyperbandPrunerTests
{
    [Fact]
    public void Brackets_are_as_recorded()
    {
        foreach (var expected in GoldenJson.Load("hpo/hyperband.json").GetProperty("hyperband").EnumerateArray())
        {
            var pruner = new HyperbandPruner { Least = (int)expected.Number("min"), Eta = (int)expected.Number("eta") };
            Assert.Equal(expected.GetProperty("trial_budget").Numbers(), pruner.Brackets((int)expected.Number("max")).Select(budget => (double)budget));
        }
    }

    [Fact]
    public void Checksums_are_as_recorded()
    {
        foreach (var expected in GoldenJson.Load("hpo/hyperband.json").GetProperty("crc32_examples").EnumerateObject())
            Assert.Equal(expected.Value.GetUInt32(), HyperbandPruner.Checksum(expected.Name));
    }

    [Theory]
    [InlineData(243, 3, 6)]
    [InlineData(242, 3, 5)]
    [InlineData(1000, 10, 4)]
    [InlineData(125, 5, 4)]
    public void No_bracket_is_lost_to_rounding(int most, int eta, int brackets) =>
        Assert.Equal(brackets, new HyperbandPruner { Eta = eta }.Brackets(most).Count);

    [Fact]
    public void Trials_go_to_brackets_as_their_budgets_are()
    {
        var budgets = new HyperbandPruner().Brackets(81);
        Assert.Equal(368277276 % 143 is var place && place < 81 ? 0 : place < 115 ? 1 : place < 130 ? 2 : place < 138 ? 3 : 4, HyperbandPruner.BracketOf("study", 0, budgets));
        int[] counts = new int[5];
        for (var number = 0; number < 14_300; number++) counts[HyperbandPruner.BracketOf("study", number, budgets)]++;
        for (var bracket = 0; bracket < 5; bracket++) Assert.InRange(counts[bracket], 100 * budgets[bracket] * 0.85, 100 * budgets[bracket] * 1.15);
    }

    [Fact]
    public void Each_bracket_begins_to_end_trials_at_its_own_rung()
    {
        var pruner = new HyperbandPruner { Most = 9 };
        var budgets = pruner.Brackets(9);
        double[] good = [.. Enumerable.Repeat(1.0, 9)], bad = [.. Enumerable.Repeat(9.0, 9)];
        var others = Enumerable.Range(0, 60).Select(number => Curves.Complete(number, good)).ToList();
        foreach (var number in Enumerable.Range(60, 20))
            Assert.Equal(new[] { 1, 3, 9 }[HyperbandPruner.BracketOf("study", number, budgets)], pruner.EndsAt(others, bad, number: number));
    }

    [Fact]
    public void Without_a_highest_step_the_complete_trials_say_it()
    {
        var pruner = new HyperbandPruner();
        double[] good = [.. Enumerable.Repeat(1.0, 9)], bad = [.. Enumerable.Repeat(9.0, 9)];
        Assert.Null(pruner.EndsAt([Curves.Trial(0, TrialState.Running, good)], bad));
        var others = Enumerable.Range(0, 60).Select(number => Curves.Complete(number, good)).ToList();
        Assert.Equal((pruner with { Most = 9 }).EndsAt(others, bad, number: 61), pruner.EndsAt(others, bad, number: 61));
    }

    [Fact]
    public void Pruners_come_back_from_json()
    {
        Pruner[] pruners = [new MedianPruner { Warmup = 3 }, new PercentilePruner { Percentile = 10 }, new HalvingPruner { Eta = 3 }, new HyperbandPruner { Most = 81 },
            new PatiencePruner { Of = new MedianPruner() }, new ThresholdPruner { Upper = 1 }];
        foreach (var pruner in pruners)
        {
            Assert.Empty(pruner.Problems());
            Assert.Equal(pruner, JsonSerializer.Deserialize(JsonSerializer.Serialize(pruner, TuningJson.Default.Pruner), TuningJson.Default.Pruner));
        }
    }
}
