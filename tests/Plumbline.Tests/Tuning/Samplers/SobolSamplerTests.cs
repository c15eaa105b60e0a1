using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning.Samplers;

public sealed class SobolSamplerTests() : SamplerContract(new SobolSampler())
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Any_stretch_of_a_power_of_two_has_one_point_in_each_part_of_each_dimension(int seed)
    {
        var points = Points(SobolSequence.MostDimensions, seed, 256);
        foreach (var stretch in new[] { 4, 16, 64, 256 })
        {
            for (var from = 0; from < 256; from += stretch)
            {
                for (var dimension = 0; dimension < SobolSequence.MostDimensions; dimension++)
                    Assert.Equal(stretch, points[from..(from + stretch)].Select(point => (int)(point[dimension] * stretch)).Distinct().Count());
            }
        }
    }

    [Fact]
    public void The_first_two_dimensions_have_one_point_in_each_box_of_any_form()
    {
        var points = Points(2, 3, 64);
        foreach (var (columns, rows) in new[] { (2, 32), (4, 16), (8, 8), (16, 4), (32, 2) })
            Assert.Equal(64, points.Select(point => ((int)(point[0] * columns), (int)(point[1] * rows))).Distinct().Count());
    }

    [Fact]
    public void Any_two_of_the_first_dimensions_are_even_over_boxes()
    {
        var points = Points(10, 5, 1024);
        for (var one = 0; one < 10; one++)
        {
            for (var other = one + 1; other < 10; other++)
            {
                var boxes = points.GroupBy(point => ((int)(point[one] * 8), (int)(point[other] * 8))).Select(box => box.Count()).ToList();
                Assert.Equal(64, boxes.Count);
                Assert.All(boxes, count => Assert.Equal(16, count));
            }
        }
    }

    [Fact]
    public void Dimensions_beyond_the_table_are_random_and_a_dimension_does_not_depend_on_how_many_there_are()
    {
        var (many, few) = (Points(50, 1, 400), Points(5, 1, 400));
        for (var i = 0; i < 400; i++) Assert.Equal(few[i], many[i][..5]);
        for (var dimension = 37; dimension < 50; dimension++) Assert.InRange(many.Average(point => point[dimension]), 0.43, 0.57);
    }

    [Fact]
    public void The_mean_of_a_smooth_function_is_nearer_than_by_chance()
    {
        static double Off(IEnumerable<double[]> points) => Math.Abs(points.Average(point => point.Sum(x => x * x)) - (10 / 3.0));
        var random = new Random(1);
        var sobol = Enumerable.Range(1, 20).Average(seed => Off(Points(10, seed, 128)));
        var chance = Enumerable.Range(1, 20).Average(_ => Off(Enumerable.Range(0, 128).Select(_ => Enumerable.Range(0, 10).Select(_ => random.NextDouble()).ToArray())));
        Assert.True(sobol < chance / 5, $"{sobol} and {chance}");
    }

    [Fact]
    public void A_parameter_that_does_not_count_leaves_the_others_where_they_are()
    {
        var always = new RealParameter("x", 0, 1);
        var choice = new ChoiceParameter("c", ["a", "b"]);
        var with = new SearchSpace([choice, new RealParameter("y", 0, 1) { When = new ParameterCondition("c", ["a"]) }, always]);
        var without = new SearchSpace([choice, new RealParameter("y", 0, 1), always]);
        for (var number = 0; number < 20; number++)
        {
            SamplingContext Context(SearchSpace space) => new(space, SampledStudies.Lower, [], number, 1);
            Assert.Equal(new SobolSampler().Sample(Context(without))["x"], new SobolSampler().Sample(Context(with))["x"]);
        }
    }

    private static double[][] Points(int dimensions, int seed, int count)
    {
        var sequence = new SobolSequence(dimensions, seed);
        return [.. Enumerable.Range(0, count).Select(number =>
        {
            var point = new double[dimensions];
            sequence.Point(number, point);
            return point;
        })];
    }
}
