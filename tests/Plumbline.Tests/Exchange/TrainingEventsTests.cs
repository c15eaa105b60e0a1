using System.Runtime.InteropServices;
using System.Text;
using Plumbline.Exchange;
using Plumbline.Neural;
using Plumbline.Neural.Training;
using Plumbline.Tests.Naive;

namespace Plumbline.Tests.Exchange;

public sealed class TrainingEventsTests
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TrainingHistory History = new([new(1, 0.5, 0.75, 0.001, 2.5, 1.5), new(2, 0.25, 0.5, 0.001, 1.25, 2), new(3, 0.125, 0.625, 0.001, 0.5, 1)], 2, true);
    private static readonly SafeTensor[] Weights =
    [
        SafeTensor.Of(new Tensor("dense_0.kernel", [2, 3], new[] { -1f, 0.5f, 2f, 2f, 0f, -0.25f })),
        SafeTensor.Of(new Tensor("dense_0.bias", [3], new float[3])),
        SafeTensor.Of("pca.mean", [2], [-4d, 4d]),
    ];

    [Fact]
    public void The_checksum_is_that_of_the_published_vectors()
    {
        Assert.Equal(0xe3069283, NaiveEventFile.Crc(Encoding.ASCII.GetBytes("123456789")));
        Assert.Equal(0x8a9136aa, NaiveEventFile.Crc(new byte[32]));
    }

    [Fact]
    public void The_first_record_names_the_version()
    {
        var first = NaiveEventFile.Fields(NaiveEventFile.Records(File())[0]);
        Assert.Equal([1d * Begun.ToUnixTimeSeconds()], first[1]);
        Assert.Equal([0L], first[2]);
        Assert.Equal(["brain.Event:2"], first[3].Select(Text));
        Assert.Equal(3, first.Count);
    }

    [Fact]
    public void Every_epoch_has_its_scalars_at_its_number_and_its_end()
    {
        var scalars = Summaries().Where(entry => entry.Value.Contains(2)).Select(entry => (entry.Step, entry.Seconds, Text(entry.Value[1].Single()), (float)entry.Value[2].Single()));
        var expected = new List<(long, double, string, float)>();
        foreach (var (epoch, end) in History.Epochs.Zip([1.5, 3.5, 4.5]))
        {
            var seconds = Begun.ToUnixTimeSeconds() + end;
            expected.Add((epoch.Epoch, seconds, "loss/training", (float)epoch.TrainingLoss));
            expected.Add((epoch.Epoch, seconds, "loss/validation", (float)epoch.ValidationLoss!));
            expected.Add((epoch.Epoch, seconds, "learning_rate", (float)epoch.LearningRate));
            expected.Add((epoch.Epoch, seconds, "gradient_norm", (float)epoch.GradientNorm));
            expected.Add((epoch.Epoch, seconds, "epoch_seconds", (float)epoch.Seconds));
        }
        Assert.Equal(expected, scalars);
    }

    [Fact]
    public void Every_tensor_has_its_histogram_at_the_best_epoch()
    {
        var histograms = Summaries().Where(entry => entry.Value.Contains(5)).ToList();
        Assert.Equal(["weights/dense_0.kernel", "weights/dense_0.bias", "weights/pca.mean"], histograms.Select(entry => Text(entry.Value[1].Single())));
        Assert.All(histograms, entry => Assert.Equal(2, entry.Step));

        var kernel = NaiveEventFile.Fields((byte[])histograms[0].Value[5].Single());
        Assert.Equal([-1d, 2d, 6d, 3.25, 9.3125], new[] { 1, 2, 3, 4, 5 }.Select(field => kernel[field].Single()));
        var (limits, counts) = (Doubles(kernel[6].Single()), Doubles(kernel[7].Single()));
        Assert.Equal(Enumerable.Range(1, 30).Select(bin => -1 + (bin * 0.1)), limits, (expected, actual) => Math.Abs(expected - actual) < 1e-12);
        Assert.Equal(2, limits[^1]);
        var filled = counts.Select((count, bin) => (count, bin)).Where(entry => entry.count > 0);
        Assert.Equal([(1d, 0), (1d, 7), (1d, 10), (1d, 15), (2d, 29)], filled);

        var bias = NaiveEventFile.Fields((byte[])histograms[1].Value[5].Single());
        Assert.Equal(([0d], [3d]), (Doubles(bias[6].Single()), Doubles(bias[7].Single())), Same);
        static bool Same((double[] Limits, double[] Counts) a, (double[] Limits, double[] Counts) b) => a.Limits.SequenceEqual(b.Limits) && a.Counts.SequenceEqual(b.Counts);
    }

    [Fact]
    public void Every_record_holds_one_value_and_nothing_else()
    {
        var records = NaiveEventFile.Records(File());
        Assert.Equal(1 + (3 * 5) + 3, records.Count);
        Assert.All(records.Skip(1), record => Assert.Equal([1, 2, 5], NaiveEventFile.Fields(record).Select(field => field.Key)));
        Assert.All(Summaries(), entry => Assert.Equal(2, entry.Value.Count));
    }

    [Fact]
    public void The_file_is_named_as_tensorboard_expects() =>
        Assert.Equal("events.out.tfevents.1772366400.plumbline", TrainingEvents.FileName(Begun));

    private static IEnumerable<(long Step, double Seconds, ILookup<int, object> Value)> Summaries() => NaiveEventFile.Records(File()).Skip(1).Select(record =>
    {
        var fields = NaiveEventFile.Fields(record);
        var summary = NaiveEventFile.Fields((byte[])fields[5].Single());
        return ((long)fields[2].Single(), (double)fields[1].Single(), NaiveEventFile.Fields((byte[])summary[1].Single()));
    });

    private static byte[] File()
    {
        using var stream = new MemoryStream();
        TrainingEvents.Write(History, Weights, Begun, stream);
        return stream.ToArray();
    }

    private static string Text(object field) => Encoding.UTF8.GetString((byte[])field);

    private static double[] Doubles(object field) => MemoryMarshal.Cast<byte, double>((byte[])field).ToArray();
}
