using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Samplers;

public sealed class SpaceEncodingTests
{
    private static readonly SearchSpace Space = new(
    [
        new ChoiceParameter("kind", ["a", "b", "c"]),
        new ChoiceParameter("only", ["one"]),
        new IntegerParameter("units", 1, 4) { When = new ParameterCondition("kind", ["a"]) },
        new RealParameter("rate", 0, 10),
    ]);

    [Fact]
    public void Any_two_choices_are_as_far_apart_as_both_ends_of_a_number()
    {
        var encoding = new SpaceEncoding(Space);
        Assert.Equal([0, 0, 0, 1, 2], encoding.ScaleOf);
        var places = Enumerable.Range(0, 3).Select(kind => Encoded(encoding, new() { ["kind"] = kind, ["rate"] = 0 })).ToArray();
        Assert.All([(0, 1), (0, 2), (1, 2)], pair => Assert.Equal(1, Squared(places[pair.Item1], places[pair.Item2]), 1e-12));
        Assert.Equal(1, Squared(places[1], Encoded(encoding, new() { ["kind"] = 1, ["rate"] = 10 })), 1e-12);
    }

    [Fact]
    public void Countable_values_lie_in_the_middle_of_their_parts_and_what_does_not_count_in_the_middle_of_all()
    {
        var encoding = new SpaceEncoding(Space);
        Assert.Equal([0.125, 0.375, 0.625, 0.875], Enumerable.Range(1, 4).Select(units => Encoded(encoding, new() { ["kind"] = 0, ["units"] = units, ["rate"] = 1 })[3]));
        Assert.Equal(0.5, Encoded(encoding, new() { ["kind"] = 1, ["rate"] = 1 })[3]);
    }

    [Fact]
    public void Units_give_values_of_what_counts()
    {
        var encoding = new SpaceEncoding(Space);
        Assert.Equal(new Dictionary<string, double> { ["kind"] = 0, ["only"] = 0, ["units"] = 4, ["rate"] = 2.5 }, encoding.Values([0.1, 0.99, 0.25]));
        Assert.Equal(new Dictionary<string, double> { ["kind"] = 2, ["only"] = 0, ["rate"] = 2.5 }, encoding.Values([0.9, 0.99, 0.25]));
        Assert.True(encoding.IsWhole(encoding.Values([0.9, 0.99, 0.25])));
        Assert.False(encoding.IsWhole(new Dictionary<string, double> { ["kind"] = 0, ["only"] = 0, ["rate"] = 1 }));
    }

    private static double[] Encoded(SpaceEncoding encoding, Dictionary<string, double> values)
    {
        var place = new double[encoding.Width];
        encoding.Encode(values, place);
        return place;
    }

    private static double Squared(double[] a, double[] b) => a.Zip(b, (one, other) => (one - other) * (one - other)).Sum();
}
