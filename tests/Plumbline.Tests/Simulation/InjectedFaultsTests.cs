using Plumbline.Data;
using Plumbline.Simulation;

namespace Plumbline.Tests.Simulation;

public sealed class InjectedFaultsTests
{
    private static readonly SeriesFrame Normal = SyntheticFleet.Generate(new SyntheticFleetOptions { Nodes = 1, Days = 4, AnomaliesPerNode = 0 }).Frames[0];

    [Fact]
    public void What_is_labelled_is_changed_and_nothing_else()
    {
        var faulty = InjectedFaults.Into(Normal, 100, seed: 3);
        Assert.Contains(1, faulty.Labels.ToArray());
        for (var step = 0; step < Normal.StepCount; step++)
        {
            if (faulty.Labels.Span[step] == 0) Assert.Equal(Normal.Row(step).ToArray(), faulty.Row(step).ToArray());
        }
        var changed = StepRange.FromLabels(faulty.Labels.Span).Count(fault => Enumerable.Range(fault.Start, fault.Length).Any(step => !faulty.Row(step).SequenceEqual(Normal.Row(step))));
        Assert.Equal(StepRange.FromLabels(faulty.Labels.Span).Count, changed);
    }

    [Fact]
    public void Rows_before_the_border_are_spared_and_there_is_one_fault_for_so_many_rows()
    {
        var faulty = InjectedFaults.Into(Normal, 500, seed: 1, rowsPerFault: 150);
        Assert.DoesNotContain(1, faulty.Labels[..500].ToArray());
        Assert.Equal((Normal.StepCount - 500) / 150, StepRange.FromLabels(faulty.Labels.Span).Count);
    }

    [Fact]
    public void The_same_seed_does_the_same_and_another_one_does_not()
    {
        Assert.Equal(InjectedFaults.Into(Normal, 0, 5).Values.ToArray(), InjectedFaults.Into(Normal, 0, 5).Values.ToArray());
        Assert.NotEqual(InjectedFaults.Into(Normal, 0, 5).Labels.ToArray(), InjectedFaults.Into(Normal, 0, 6).Labels.ToArray());
    }

    [Fact]
    public void Too_few_rows_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InjectedFaults.Into(Normal, Normal.StepCount - 99, 0));
}
