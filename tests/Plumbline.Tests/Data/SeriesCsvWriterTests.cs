using CsCheck;
using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class SeriesCsvWriterTests
{
    private static readonly Gen<double> Value = Gen.Frequency((9, Gen.Double.Where(double.IsFinite)), (1, Gen.Const(double.NaN)));

    [Fact]
    public void Frames_come_back_bit_for_bit() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 6], Gen.Bool, Gen.Bool, Gen.Bool).SelectMany((signals, steps, labelled, named, timed) => Gen.Select(
            Value.Array[signals * steps], Value.Array[signals * steps], Gen.Int.Array[steps], Gen.Long[0, DateTime.MaxValue.Ticks].Array[steps],
            (first, second, labels, times) => (SeriesFrame[])[
                Frame(named ? "n,1;|\"ü\"" : "", signals, timed, labelled, first, labels, times),
                .. named ? [Frame("", signals, timed, labelled, second, labels, times)] : Array.Empty<SeriesFrame>()]))
        .Sample(frames =>
        {
            var stream = new MemoryStream();
            SeriesCsvWriter.Write(stream, frames, TestContext.Current.CancellationToken);
            stream.Position = 0;
            var read = SeriesCsvReader.ReadAll(stream, "a.csv", null, TestContext.Current.CancellationToken);
            Assert.Equal(frames.Length, read.Count);
            foreach (var (frame, back) in frames.Zip(read))
            {
                Assert.Equal(frame.Entity, back.Entity);
                Assert.Equal(frame.Signals, back.Signals);
                Assert.Equal(frame.Time.Values.ToArray(), back.Time.Values.ToArray());
                Assert.Equal(frame.Labels.ToArray(), back.Labels.ToArray());
                Assert.Equal(frame.Values.ToArray().Select(BitConverter.DoubleToInt64Bits), back.Values.ToArray().Select(BitConverter.DoubleToInt64Bits));
            }
        }, iter: 500, threads: 1, seed: "0000000000005");

    [Fact]
    public void The_text_is_the_plain_form()
    {
        var stream = new MemoryStream();
        var time = new TimeAxis(TimeKind.Timestamp, new[] { new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).Ticks });
        SeriesCsvWriter.Write(stream, [new SeriesFrame("n1", ["a", "b,c", "d"], time, new[] { 0.1, double.NaN, 1e-7 }, new[] { 2 })], TestContext.Current.CancellationToken);
        Assert.Equal("timestamp,entity,a,\"b,c\",d,label\n2026-01-02 03:04:05,n1,0.1,,1E-07,2\n", System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Frames_that_would_not_come_back_are_refused()
    {
        var axis = TimeAxis.Counting(1);
        var frame = new SeriesFrame("n", ["a"], axis, new double[1]);
        Refused();
        Refused(frame, new SeriesFrame("m", ["b"], axis, new double[1]));
        Refused(frame, new SeriesFrame("m", ["a"], axis, new double[1], new int[1]));
        Refused(frame, new SeriesFrame("m", ["a"], new TimeAxis(TimeKind.Timestamp, new long[1]), new double[1]));
        Refused(new SeriesFrame("n", ["a"], axis, new[] { double.PositiveInfinity }));
        Refused(new SeriesFrame(" n", ["a"], axis, new double[1]));
        foreach (var name in (string[])["label", "entity", "", "a ", "a\nb"]) Refused(new SeriesFrame("n", [name], axis, new double[1]));

        static void Refused(params SeriesFrame[] frames) => Assert.Throws<ArgumentException>(() => SeriesCsvWriter.Write(new MemoryStream(), frames, CancellationToken.None));
    }

    private static SeriesFrame Frame(string entity, int signals, bool timed, bool labelled, double[] values, int[] labels, long[] times) => new(
        entity, Enumerable.Range(0, signals).Select(signal => signal == 1 ? "x;y;z;,|\"z\"" : $"s{signal}").ToArray(),
        new TimeAxis(timed ? TimeKind.Timestamp : TimeKind.Index, times), values, labelled ? labels : default);
}
