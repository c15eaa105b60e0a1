using Plumbline.Tuning;
using Plumbline.Tuning.Pruners;

namespace Plumbline.Tests.Tuning.Pruners;

public sealed class PatiencePrunerTests
{
    [Fact]
    public void Who_has_not_improved_for_so_many_steps_ends()
    {
        var pruner = new PatiencePruner { Patience = 3 };
        Assert.Equal(5, pruner.EndsAt([], [5, 4, 4, 4.5, 4, 3]));
        Assert.Null(pruner.EndsAt([], [5, 4, 4, 4, 3.9, 3.9, 3.9]));
        Assert.Equal(4, pruner.EndsAt([], [5, 5, 4.5, 4.2, 4], Goal.Maximize));
    }

    [Fact]
    public void A_change_that_is_too_small_is_none()
    {
        Assert.Null(new PatiencePruner { Patience = 2 }.EndsAt([], [5, 4.9, 4.8, 4.7]));
        Assert.Equal(3, new PatiencePruner { Patience = 2, LeastChange = 0.5 }.EndsAt([], [5, 4.9, 4.8, 4.7]));
    }

    [Fact]
    public void It_spares_from_another_pruner_who_still_improves()
    {
        var others = Enumerable.Range(0, 5).Select(number => Curves.Complete(number, 1, 1, 1, 1, 1, 1)).ToList();
        var pruner = new PatiencePruner { Patience = 2, Of = new MedianPruner() };
        Assert.Equal(1, new MedianPruner().EndsAt(others, [9, 8, 7, 7, 7, 7]));
        Assert.Equal(5, pruner.EndsAt(others, [9, 8, 7, 7, 7, 7]));
        Assert.Null(pruner.EndsAt(others, [1, 1, 1, 1, 1, 1]));
    }

    [Fact]
    public void Problems_are_named()
    {
        Assert.Equal(3, new PatiencePruner { Patience = 0, LeastChange = -1, Of = new HalvingPruner { Eta = 1 } }.Problems().Count());
        Assert.Equal((5, 0.0, null), new PatiencePruner() is var pruner ? (pruner.Patience, pruner.LeastChange, pruner.Of) : default);
        Assert.Single(new ThresholdPruner().Problems());
        Assert.Single(new ThresholdPruner { Lower = 2, Upper = 1 }.Problems());
    }

    [Fact]
    public void A_threshold_ends_what_leaves_its_range()
    {
        var pruner = new ThresholdPruner { Lower = 0, Upper = 10 };
        Assert.Equal(3, pruner.EndsAt([], [0, 10, 10.1]));
        Assert.Equal(2, pruner.EndsAt([], [5, -1]));
        Assert.Equal(3, (pruner with { Warmup = 2 }).EndsAt([], [99, 99, 99]));
    }
}
