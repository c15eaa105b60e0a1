using System.Text.Json;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Samplers;

/// <summary>Against numbers recorded from the reference implementation, and against what a density must be.</summary>
public sealed class ParzenEstimatorTests
{
    private static readonly ParzenRules Rules = new(1, true, false);

    [Fact]
    public void Weights_kernels_and_densities_equal_the_recorded()
    {
        var cases = GoldenJson.Load("hpo/tpe_parzen.json").GetProperty("cases").EnumerateArray().ToList();
        Assert.Equal(9, cases.Count);
        foreach (var one in cases)
        {
            var name = one.GetProperty("name").GetString()!;
            var parameters = one.GetProperty("space").EnumerateObject().Select(property => Parameter(property.Name, property.Value)).ToList();
            var estimator = new ParzenEstimator(parameters, [.. parameters.Select(parameter => one.GetProperty("observations").GetProperty(parameter.Name).Numbers())], Rules);
            GoldenJson.AssertClose(one.GetProperty("mixture_weights").Numbers(), estimator.Weights, 1e-12, name);
            foreach (var (component, kernels) in one.GetProperty("components").EnumerateArray().Zip(estimator.Kernels))
            {
                if (kernels is NumericKernels numbers)
                {
                    GoldenJson.AssertClose(component.GetProperty("mu").Numbers(), numbers.Means, 1e-12, name);
                    GoldenJson.AssertClose(component.GetProperty("sigma").Numbers(), numbers.Widths, 1e-12, name);
                }
                else
                {
                    var rows = component.GetProperty("weights").EnumerateArray().Select(row => row.Numbers()).ToList();
                    for (var i = 0; i < rows.Count; i++)
                        GoldenJson.AssertClose(rows[i], [.. rows[i].Select((_, choice) => ((ChoiceKernels)kernels).Chance(i, choice))], 1e-12, name);
                }
            }
            var points = parameters.Select(parameter => one.GetProperty("points").GetProperty(parameter.Name).Numbers()).ToList();
            var densities = Enumerable.Range(0, points[0].Length).Select(i => estimator.LogDensity([.. points.Select(point => point[i])], new double[estimator.Weights.Length])).ToArray();
            GoldenJson.AssertClose(one.GetProperty("log_pdf").Numbers(), densities, 1e-8, name);
        }
    }

    [Fact]
    public void Weights_of_trials_and_how_many_are_good_equal_the_recorded()
    {
        var golden = GoldenJson.Load("hpo/tpe_parzen.json");
        foreach (var count in golden.GetProperty("weights").EnumerateObject()) GoldenJson.AssertClose(count.Value.Numbers(), ParzenEstimator.Ramp(int.Parse(count.Name)), 1e-12);
        foreach (var count in golden.GetProperty("gamma").EnumerateObject()) Assert.Equal(count.Value.GetInt32(), new TpeSampler().GoodOf(int.Parse(count.Name)));
    }

    public static TheoryData<string> Spaces => [.. Kinds.Keys];

    private static readonly Dictionary<string, (FreeParameter Parameter, double[] Seen)> Kinds = new()
    {
        ["real"] = (new RealParameter("x", -5, 10), [-4.9, 0, 0.1, 9.99]),
        ["real, log"] = (new RealParameter("x", 1e-4, 1) { Scale = ParameterScale.Log }, [1e-4, 1e-3, 0.5]),
        ["real, reversed"] = (new RealParameter("x", 0.9, 0.999) { Scale = ParameterScale.ReverseLog }, [0.9, 0.95, 0.998]),
        ["real, steps"] = (new RealParameter("x", 0, 0.5) { Step = 0.05 }, [0, 0.05, 0.05, 0.5]),
        ["whole"] = (new IntegerParameter("x", 1, 40), [1, 1, 1, 20, 21]),
        ["whole, log"] = (new IntegerParameter("x", 1, 40) { Scale = ParameterScale.Log }, [1, 2, 40]),
        ["whole, reversed"] = (new IntegerParameter("x", 1, 40) { Scale = ParameterScale.ReverseLog }, [1, 39, 40]),
        ["whole, steps that end early"] = (new IntegerParameter("x", 3, 31) { Step = 5 }, [3, 28]),
        ["whole, many and close"] = (new IntegerParameter("x", 1, 5_000), [17, 2_500, 2_501, 2_502, 2_503, 2_504, 4_000]),
        ["choice"] = (new ChoiceParameter("x", ["a", "b", "c"]), [2, 2, 0]),
    };

    [Theory]
    [MemberData(nameof(Spaces))]
    public void A_density_adds_up_to_one_and_draws_follow_it(string kind)
    {
        var (parameter, seen) = Kinds[kind];
        var estimator = new ParzenEstimator([parameter], [seen], Rules);
        var (sums, random) = (new double[seen.Length + 1], new Random(11));
        const int Parts = 20;
        var expected = new double[Parts];
        var axis = parameter is ChoiceParameter ? null : new NumericAxis(parameter);
        int Part(double value) => parameter.Count is { } ? (int)(parameter.ToUnit(value) * Parts) : Math.Min((int)((axis!.Place(value) - axis.Low) / (axis.High - axis.Low) * Parts), Parts - 1);
        if (parameter.Count is { } count)
        {
            var values = Enumerable.Range(0, count).Select(i => parameter is IntegerParameter whole ? whole.Low + (double)(i * whole.Step) : parameter.FromUnit((i + 0.5) / count)).ToList();
            Assert.Equal(count, values.Distinct().Count());
            foreach (var value in values) expected[Part(value)] += Math.Exp(estimator.LogDensity([value], sums));
        }
        else
        {
            const int Fine = 20_000;
            var width = (axis!.High - axis.Low) / Fine;
            for (var i = 0; i < Fine; i++) expected[i * Parts / Fine] += width * Math.Exp(estimator.LogDensity([axis.Value(axis.Low + ((i + 0.5) * width))], sums));
        }
        Assert.Equal(1, expected.Sum(), 1e-6);
        var drawn = new double[Parts];
        var one = new double[1];
        for (var i = 0; i < 20_000; i++)
        {
            estimator.Draw(random, one);
            drawn[Part(one[0])] += 1 / 20_000.0;
        }
        for (var i = 0; i < Parts; i++) Assert.Equal(expected[i], drawn[i], 0.015);
    }

    [Fact]
    public void Narrow_bins_have_the_chance_that_wide_ones_add_up_to()
    {
        // A step of 1 in 5,000 takes the quick way, one of 50 the exact one; a wide bin is fifty narrow ones.
        var seen = new double[] { 51, 1_001, 2_001, 2_101, 4_951 };
        var (fine, coarse) = (new ParzenEstimator([new IntegerParameter("x", 1, 5_000)], [seen], Rules), new ParzenEstimator([new IntegerParameter("x", 26, 5_025) { Step = 50 }], [seen], Rules));
        var sums = new double[6];
        foreach (var value in new[] { 126, 1_026, 2_026, 3_026 })
        {
            var whole = Enumerable.Range(value - 25, 50).Sum(one => Math.Exp(fine.LogDensity([one], sums)));
            Assert.Equal(1, whole / Math.Exp(coarse.LogDensity([value], sums)), 0.05);
        }
    }

    [Fact]
    public void A_reversed_scale_is_a_logarithmic_one_in_the_mirror()
    {
        double[] seen = [1, 2, 7, 30];
        var log = new ParzenEstimator([new RealParameter("x", 1, 50) { Scale = ParameterScale.Log }], [seen], Rules);
        var reversed = new ParzenEstimator([new RealParameter("x", 1, 50) { Scale = ParameterScale.ReverseLog }], [[.. seen.Select(value => 51 - value)]], Rules);
        var sums = new double[5];
        foreach (var value in new[] { 1.0, 1.5, 10, 49 }) Assert.Equal(log.LogDensity([value], sums), reversed.LogDensity([51 - value], sums), 1e-9);
    }

    private static FreeParameter Parameter(string name, JsonElement distribution)
    {
        var attributes = distribution.GetProperty("attributes");
        if (attributes.TryGetProperty("choices", out var choices)) return new ChoiceParameter(name, [.. choices.EnumerateArray().Select(choice => choice.GetString()!)]);
        var scale = attributes.GetProperty("log").GetBoolean() ? ParameterScale.Log : ParameterScale.Linear;
        var (low, high) = (attributes.Number("low"), attributes.Number("high"));
        return distribution.GetProperty("name").GetString() == "IntDistribution"
            ? new IntegerParameter(name, (int)low, (int)high) { Scale = scale, Step = attributes.GetProperty("step").GetInt32() }
            : new RealParameter(name, low, high) { Scale = scale };
    }
}
