using CsCheck;
using Plumbline.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class RunningCovarianceTests
{
    [Fact]
    public void Every_batch_update_equals_the_golden_numbers()
    {
        var cases = GoldenJson.Load("sequence-pipeline/streaming_stats.json").GetProperty("cases").EnumerateArray().ToList();
        foreach (var golden in cases.Where(golden => golden.TryGetProperty("batches", out _)))
        {
            var statistics = new RunningCovariance(golden.GetProperty("dim").GetInt32());
            var batches = golden.GetProperty("batches").EnumerateArray().ToList();
            var states = golden.GetProperty("after_each_batch").EnumerateArray().ToList();
            Assert.Equal(batches.Count, states.Count);
            for (var batch = 0; batch < batches.Count; batch++)
            {
                statistics.AddBatch(batches[batch].Numbers());
                AssertState(states[batch], statistics, golden.Number("rel_tol"), golden.GetProperty("name").GetString()!);
            }
        }
    }

    [Fact]
    public void Merged_parts_equal_the_golden_numbers()
    {
        var golden = GoldenJson.Load("sequence-pipeline/streaming_stats.json").GetProperty("cases").EnumerateArray().Single(golden => golden.TryGetProperty("merged", out _));
        var (a, b) = (Kept(golden.GetProperty("part_a")), Kept(golden.GetProperty("part_b")));
        a.Merge(b);
        AssertState(golden.GetProperty("merged"), a, golden.Number("rel_tol"), "merged");
    }

    [Fact]
    public void The_ridge_of_the_source_gives_its_inverse()
    {
        foreach (var golden in GoldenJson.Load("sequence-pipeline/streaming_stats.json").GetProperty("cases").EnumerateArray())
        {
            if (!golden.TryGetProperty("inverse_eps_1e-12", out var inverse) || golden.GetProperty("name").GetString()!.StartsWith("constant", StringComparison.Ordinal)) continue;
            var dimension = golden.GetProperty("dim").GetInt32();
            var statistics = new RunningCovariance(dimension);
            foreach (var batch in golden.GetProperty("batches").EnumerateArray()) statistics.AddBatch(batch.Numbers());
            var factor = CholeskyFactor.TryCreate(statistics.Covariance(), 1e-12)!;
            var (unit, column) = (new double[dimension], new double[dimension]);
            var columns = new List<double>();
            for (var i = 0; i < dimension; i++)
            {
                unit.AsSpan().Clear();
                unit[i] = 1;
                factor.Solve(unit, column);
                columns.AddRange(column);
            }
            GoldenJson.AssertClose(inverse.Numbers(), columns.ToArray(), 1e-8, golden.GetProperty("name").GetString()!);
        }
    }

    [Fact]
    public void Row_by_row_batch_by_batch_and_merged_parts_agree_with_two_passes()
    {
        Gen.Double[-5, 5].Array[3 * 12].Sample(rows =>
        {
            var single = new RunningCovariance(3);
            for (var row = 0; row < 12; row++) single.Add(rows.AsSpan(row * 3, 3));
            var (left, right) = (new RunningCovariance(3), new RunningCovariance(3));
            left.AddBatch(rows.AsSpan(0, 15));
            right.AddBatch(rows.AsSpan(15));
            left.Merge(right);

            var expected = TwoPass(rows, 3);
            GoldenJson.AssertClose(expected, single.Covariance(), 1e-9);
            GoldenJson.AssertClose(expected, left.Covariance(), 1e-9);
        }, seed: "0000KOIPe036", iter: 200);
    }

    [Fact]
    public void A_large_offset_does_not_destroy_the_covariance()
    {
        var rows = new double[] { 1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4, 1e9 + 5, 1e9 + 7 };
        var statistics = new RunningCovariance(2);
        foreach (var row in rows.Chunk(2)) statistics.Add(row);
        GoldenJson.AssertClose([4, 5, 5, 19.0 / 3], statistics.Covariance(), 1e-6);
    }

    [Fact]
    public void Rows_of_the_wrong_width_are_refused() =>
        Assert.Throws<ArgumentException>(() => new RunningCovariance(3).AddBatch(new double[4]));

    private static RunningCovariance Kept(System.Text.Json.JsonElement state) =>
        new(state.GetProperty("count").GetInt64(), state.GetProperty("mean").Numbers(), state.GetProperty("sample_cov").Numbers());

    private static void AssertState(System.Text.Json.JsonElement expected, RunningCovariance statistics, double tolerance, string what)
    {
        Assert.Equal(expected.GetProperty("count").GetInt64(), statistics.Count);
        GoldenJson.AssertClose(expected.GetProperty("mean").Numbers(), statistics.Mean, tolerance, $"{what}: mean");
        GoldenJson.AssertClose(expected.GetProperty("sample_cov").Numbers(), statistics.Covariance(), tolerance, $"{what}: covariance");
        if (expected.TryGetProperty("population_cov", out var population))
            GoldenJson.AssertClose(population.Numbers(), statistics.Covariance(population: true), tolerance, $"{what}: population covariance");
    }

    private static double[] TwoPass(double[] rows, int dimension)
    {
        var count = rows.Length / dimension;
        var mean = new double[dimension];
        for (var i = 0; i < rows.Length; i++) mean[i % dimension] += rows[i] / count;
        var covariance = new double[dimension * dimension];
        for (var row = 0; row < count; row++)
        {
            for (var i = 0; i < dimension; i++)
            {
                for (var j = 0; j < dimension; j++)
                    covariance[(i * dimension) + j] += (rows[(row * dimension) + i] - mean[i]) * (rows[(row * dimension) + j] - mean[j]) / (count - 1);
            }
        }
        return covariance;
    }
}
