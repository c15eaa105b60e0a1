using CsCheck;
using Plumbline.Tests.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Space;

public sealed class FreeParameterTests
{
    private static readonly Dictionary<string, FreeParameter> Kinds = new()
    {
        ["real"] = new RealParameter("x", -5, 10),
        ["real, log"] = new RealParameter("x", 1e-5, 10) { Scale = ParameterScale.Log },
        ["real, reversed"] = new RealParameter("x", 0.9, 0.999) { Scale = ParameterScale.ReverseLog },
        ["real, steps"] = new RealParameter("x", 0, 0.5) { Step = 0.05 },
        ["real, steps that end early"] = new RealParameter("x", -1, 1) { Step = 0.3 },
        ["real, one value"] = new RealParameter("x", 2, 2),
        ["whole"] = new IntegerParameter("x", -3, 40),
        ["whole, log"] = new IntegerParameter("x", 1, 512) { Scale = ParameterScale.Log },
        ["whole, reversed"] = new IntegerParameter("x", 1, 50) { Scale = ParameterScale.ReverseLog },
        ["whole, steps"] = new IntegerParameter("x", 32, 130) { Step = 6 },
        ["whole, of the whole range there is"] = new IntegerParameter("x", -1_000_000_000, 1_000_000_000),
        ["choice"] = new ChoiceParameter("x", ["relu", "tanh", "[64, 32]"]),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_comes_back_from_its_place_and_from_its_text(string kind)
    {
        var parameter = Kinds[kind];
        Assert.Empty(parameter.Problems());
        Gen.Double[-0.2, 1.2].Sample(unit =>
        {
            var value = parameter.FromUnit(unit);
            var tolerance = 1e-9 * Math.Max(1, Math.Abs(value));
            Assert.Equal(value, parameter.FromUnit(parameter.ToUnit(value)), tolerance);
            Assert.True(parameter.TryParse(parameter.Text(value), out var parsed));
            Assert.Equal(value, parsed);
            Assert.InRange(parameter.ToUnit(value), 0, 1);
        }, iter: 500, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_higher_place_is_a_value_that_is_no_lower(string kind)
    {
        var parameter = Kinds[kind];
        var values = Enumerable.Range(0, 1_001).Select(i => parameter.FromUnit(i / 1_000.0)).ToList();
        Assert.Equal(values.Order(), values);
        Assert.All(values.Zip(values.Skip(1)), pair => Assert.True(parameter.ToUnit(pair.First) <= parameter.ToUnit(pair.Second)));
        if (parameter.Count is null) Assert.Equal([0, 1], [parameter.ToUnit(values[0]), parameter.ToUnit(values[^1])]);
    }

    [Theory]
    [InlineData("real, steps", 11)]
    [InlineData("real, steps that end early", 7)]
    [InlineData("real, one value", 1)]
    [InlineData("whole", 44)]
    [InlineData("whole, steps", 17)]
    [InlineData("choice", 3)]
    public void Each_countable_value_has_an_equal_part(string kind, int count)
    {
        var parameter = Kinds[kind];
        Assert.Equal(count, parameter.Count);
        var parts = Enumerable.Range(0, 100 * count).GroupBy(i => parameter.FromUnit((i + 0.5) / (100 * count))).ToList();
        Assert.Equal(count, parts.Count);
        Assert.All(parts, part => Assert.Equal(100, part.Count()));
    }

    [Fact]
    public void Whole_numbers_on_a_scale_have_the_part_from_half_below_to_half_above()
    {
        var parameter = new IntegerParameter("x", 1, 8) { Scale = ParameterScale.Log };
        const int Places = 100_000;
        foreach (var part in Enumerable.Range(0, Places).GroupBy(i => parameter.FromUnit((i + 0.5) / Places)))
            Assert.Equal(Math.Log((part.Key + 0.5) / (part.Key - 0.5)) / Math.Log(8.5 / 0.5), part.Count() / (double)Places, 1e-4);
    }

    [Theory]
    [InlineData(ParameterScale.Linear, 0.5, 50.5)]
    [InlineData(ParameterScale.Log, 0.5, 10)]
    [InlineData(ParameterScale.ReverseLog, 0.5, 91)]
    public void The_middle_of_a_scale_is_where_it_should_be(ParameterScale scale, double unit, double value) =>
        Assert.Equal(value, new RealParameter("x", 1, 100) { Scale = scale }.FromUnit(unit), 1e-9);

    [Fact]
    public void Steps_are_as_a_person_writes_them()
    {
        var parameter = new RealParameter("x", 0, 0.5) { Step = 0.05 };
        Assert.Equal(["0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3", "0.35", "0.4", "0.45", "0.5"], Enumerable.Range(0, 11).Select(i => parameter.Text(parameter.FromUnit((i + 0.5) / 11))));
        Assert.Equal(0.3, parameter.FromUnit(6.5 / 11));
    }

    [Fact]
    public void No_step_goes_beyond_the_highest_value() =>
        Gen.Int[0, 1_000_000].Sample(seed => Assert.All(SampledStudies.Any(new Random(seed)).Parameters.OfType<RealParameter>(), real => Assert.InRange(real.FromUnit(1), real.Low, real.High)), iter: 300, threads: 1);

    [Theory]
    [InlineData("real", "11")]
    [InlineData("real", "-5.1")]
    [InlineData("real", "much")]
    [InlineData("real", "NaN")]
    [InlineData("whole", "2.5")]
    [InlineData("whole", "41")]
    [InlineData("choice", "elu")]
    public void What_is_no_value_of_the_range_is_refused(string kind, string text) => Assert.False(Kinds[kind].TryParse(text, out _));

    [Fact]
    public void Blanks_in_lists_do_not_count()
    {
        Assert.True(Kinds["choice"].TryParse("[64,32]", out var value));
        Assert.Equal(2, value);
    }
}
