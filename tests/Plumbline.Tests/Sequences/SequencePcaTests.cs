using Plumbline.Data;
using Plumbline.Sequences;

namespace Plumbline.Tests.Sequences;

public sealed class SequencePcaTests
{
    [Theory]
    [InlineData(ComponentRule.Knee, 1, 2)]
    [InlineData(ComponentRule.LeastError, 4, 11)]
    public void The_rule_gives_each_view_its_components(ComponentRule rule, int time, int feature)
    {
        var model = SequencePca.Fit(Courses(), new SequencePcaOptions { Rule = rule }, CancellationToken.None);
        Assert.Equal(time, model.Time.ComponentCount);
        Assert.Equal(feature, model.Feature.ComponentCount);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.9, 2)]
    [InlineData(1, 10)] // never d - 1: what is left must have more than one direction
    public void Explained_variance_stops_short_of_all_but_one(double share, int feature)
    {
        var model = SequencePca.Fit(Courses(), new SequencePcaOptions { Rule = ComponentRule.ExplainedVariance, ExplainedVariance = share }, CancellationToken.None);
        Assert.Equal(feature, model.Feature.ComponentCount);
    }

    [Fact]
    public void Given_numbers_override_the_rule()
    {
        var model = SequencePca.Fit(Courses(), new SequencePcaOptions { TimeComponents = 3, FeatureComponents = 5 }, CancellationToken.None);
        Assert.Equal(3, model.Time.ComponentCount);
        Assert.Equal(5, model.Feature.ComponentCount);
    }

    // Each signal of 5 over 12 steps is the same mixture of two courses, drawn for the sequence, with a little noise:
    // two directions among courses; one among steps, since all signals move together.
    private static SequenceSet Courses()
    {
        var random = new Random(5);
        var values = new double[400 * 12 * 5];
        for (var sequence = 0; sequence < 400; sequence++)
        {
            var (a, b) = (random.NextDouble() - 0.5, random.NextDouble() - 0.5);
            for (var step = 0; step < 12; step++)
            {
                for (var signal = 0; signal < 5; signal++)
                    values[(((sequence * 12) + step) * 5) + signal] = (a * Math.Sin(step)) + (0.6 * b * Math.Cos(2.2 * step)) + (0.01 * random.NextDouble());
            }
        }
        return new SequenceSet(["a", "b", "c", "d", "e"], 12, values);
    }
}
