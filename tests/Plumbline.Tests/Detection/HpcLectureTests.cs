using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;
using Plumbline.Detection.Thresholds;
using Plumbline.Evaluation;
using Plumbline.Models;

namespace Plumbline.Tests.Detection;

/// <summary>The HPC lecture on its own data, against an independent reproduction.</summary>
public sealed class HpcLectureTests
{
    private static readonly Lazy<SeriesFrame> Frame = new(() =>
    {
        using var file = File.OpenRead(SharedData.Path("series/hpc_davide/hpc.csv"));
        return SeriesCsvReader.ReadAll(file, "hpc.csv")[0];
    });

    private static DetectorOptions Lecture => Presets.Named("hpc-lecture").Options;

    [Fact]
    public void Scaling_and_the_sum_of_squared_z_equal_the_golden_numbers()
    {
        var detector = DetectorFit.Run([Frame.Value], Lecture with { Model = new ZScoreOptions(), Threshold = Given(1.276e6) });
        var scales = detector.Preprocessor.Scaler.Signals;
        AssertScale("ambient_temp", 0.3172202063, 0.1675642995);
        AssertScale("ips_p0_10", 5.37449e-05, 0.0004184508598);
        var scores = detector.Score(Frame.Value).Rows.RawScores;
        foreach (var (row, expected) in new[]
        {
            (0, 1263.878220), (2999, 357.122744), (3764, 236815.956753), (5006, 1490603.077385), (6374, 809.790147), (6666, 4775106.444990),
        })
        {
            Assert.Equal(expected, scores[row], 1e-6 * expected);
        }
        Assert.Equal((0, 240, 275), Costs(scores, 1.276e6));

        void AssertScale(string signal, double mean, double deviation)
        {
            var scale = scales[detector.Preprocessor.Signals.ToList().IndexOf(signal)];
            Assert.Equal(mean, scale.Center, 1e-5 * mean);
            Assert.Equal(deviation, scale.Scale, 1e-9 * deviation);
        }
    }

    // The published cost is 0/249/275. An independent implementation in PyTorch gave 247 to 249 on ten seeds, and a
    // reproduction in numpy 248 to 249 on six; ours gives 247 to 249.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_autoencoder_costs_what_it_cost_in_the_lecture(int seed)
    {
        var detector = DetectorFit.Run([Frame.Value], Lecture with { Train = Lecture.Train with { Seed = seed } });
        Assert.Equal(20_575, detector.Model.ParameterCount);
        var (train, validation, test) = Costs(detector.Score(Frame.Value).Rows.RawScores, detector.Threshold.Value);
        Assert.Equal(0, train);
        Assert.InRange(validation, 247, 250);
        Assert.Equal(275, test);
    }

    [Fact]
    public void The_guilty_signals_of_both_modes_come_in_the_published_order()
    {
        var detector = DetectorFit.Run([Frame.Value], Lecture);
        string[] instructions = ["ips_p0_10", "ips_p0_11", "ips_p0_12", "ips_p0_14", "ips_p0_8"];
        var first = Explanation.Of(detector, Frame.Value, 5006).Signals.Select(signal => signal.Name).ToList();
        // The two largest differ by 2 to 6 % and change places from seed to seed, in the lecture as well as here.
        Assert.Equal(["ips_p0_10", "ips_p0_14"], first[..2].Order());
        Assert.Equal(["ips_p0_12", "ips_p0_11", "ips_p0_8"], first[2..5]);
        Assert.All(first[5..8], name => Assert.True(name == "ips_p0_9" || name.StartsWith("util_", StringComparison.Ordinal), name));

        var second = Explanation.Of(detector, Frame.Value, 6666).Signals.Select(signal => signal.Name).ToList();
        Assert.Equal(["ips_p0_14", "ips_p0_10", "ips_p0_12", "ips_p0_11", "ips_p0_8", "ips_p0_9"], second[..6]);
        Assert.Equal(instructions, second[..5].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_model_is_not_beaten_by_the_autoencoder_here()
    {
        var none = DetectorFit.Run([Frame.Value], Lecture with { Model = new ZScoreOptions(), Threshold = Given(1.276e6) });
        var network = DetectorFit.Run([Frame.Value], Lecture);
        var labels = Frame.Value.Labels.Span[4500..];
        var noModel = RocCurve.Of(none.Score(Frame.Value).Rows.RawScores.AsSpan(4500), labels)!.Area;
        var autoencoder = RocCurve.Of(network.Score(Frame.Value).Rows.RawScores.AsSpan(4500), labels)!.Area;
        Assert.Equal(1.0, noModel, 5e-4);
        Assert.InRange(autoencoder, 0.99, noModel);
    }

    [Fact]
    public void The_sound_default_floors_the_near_constant_signals_and_needs_no_labels()
    {
        var options = Presets.Named("dense").Options;
        var detector = DetectorFit.Run([Frame.Value], options with { Train = options.Train with { Rows = 3000 } });
        var note = Assert.Single(detector.Summary.Notes, note => note.Contains("nearly constant", StringComparison.Ordinal));
        Assert.Contains("ips_p0_10", note);
        Assert.Equal(ThresholdRule.LogSigma, detector.Threshold.Rule);
        var top = Explanation.Of(detector, Frame.Value, 6666).Signals[0].Name;
        Assert.False(top.StartsWith("ips_", StringComparison.Ordinal), $"{top}: with the floor the division by almost nothing no longer decides");
        var (_, rows) = (0, detector.Score(Frame.Value.Slice(4500, 2167)).Rows);
        Assert.True(RocCurve.Of(rows.RawScores, Frame.Value.Labels.Span[4500..])!.Area > 0.95);
    }

    private static ThresholdOptions Given(double value) => new() { Rule = ThresholdRule.Fixed, Value = value };

    private static (double Train, double Validation, double Test) Costs(double[] scores, double threshold)
    {
        var model = new CostModel();
        var labels = Frame.Value.Labels;
        return (Of(0, 3000), Of(3000, 4500), Of(4500, 6667));

        double Of(int from, int to) => model.Evaluate(scores.AsSpan(from, to - from), labels.Span[from..to], threshold).Cost;
    }
}
