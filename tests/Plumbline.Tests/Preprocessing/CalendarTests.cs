using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Tests.Preprocessing;

public sealed class CalendarTests
{
    private static readonly DateTime Wednesday = new(2026, 1, 7, 18, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Every_signal_says_what_its_name_does()
    {
        var frame = Frame(2, TimeSpan.FromHours(12));
        var fitted = Preprocessor.Fit([frame], new PreprocessorOptions { Calendar = [CalendarSignal.TimeOfDay, CalendarSignal.DayOfWeek, CalendarSignal.TimeOfWeek, CalendarSignal.DayCircle, CalendarSignal.WeekCircle] });
        Assert.Equal(["a", "timeOfDay", "dayOfWeek", "timeOfWeek", "dayCircle.sine", "dayCircle.cosine", "weekCircle.sine", "weekCircle.cosine"], fitted.Signals);
        Assert.Equal((7, 7), (fitted.ContextCount, fitted.CalendarCount));
        Assert.Equal(["a"], fitted.JudgedSignals);
        var first = fitted.Transform(frame).Values.Span[1..8].ToArray();
        var angle = 2 * Math.PI * 2.75 / 7;
        Assert.Equal([0.75f, 2f / 7, 2.75f / 7, -1, 0, (float)Math.Sin(angle), (float)Math.Cos(angle)], first, (x, y) => Math.Abs(x - y) < 1e-6);
        Assert.Equal(0.25f, fitted.Transform(frame).Values.Span[9]);
    }

    [Fact]
    public void A_step_filled_in_a_gap_has_its_own_time_and_counts_as_imputed()
    {
        var one = Frame(40, TimeSpan.FromMinutes(30));
        var frame = new SeriesFrame("", ["a", "b"], one.Time, one.Values.ToArray().SelectMany(value => new[] { value, 2 * value }).ToArray());
        var fitted = Preprocessor.Fit([frame], new PreprocessorOptions { Context = ["b"], Calendar = [CalendarSignal.TimeOfDay] });
        var prepared = fitted.Transform(Without(frame, 5, 6));
        Assert.Equal(40, prepared.StepCount);
        for (var step = 0; step < 40; step++)
            Assert.Equal((36 + step) % 48 / 48f, prepared.Values.Span[(step * 3) + 2], 1e-6f);
        Assert.Equal((0, 1, 1, 0), (prepared.ImputedShare(4), prepared.ImputedShare(5), prepared.ImputedShare(6), prepared.ImputedShare(7)));
    }

    [Fact]
    public void An_index_has_no_time_of_day()
    {
        var frame = new SeriesFrame("", ["a"], TimeAxis.Counting(9), Enumerable.Range(0, 9).Select(i => (double)i).ToArray(), source: "rows.csv");
        var fault = Assert.Throws<DataFormatException>(() => Preprocessor.Fit([frame], new PreprocessorOptions { Calendar = [CalendarSignal.TimeOfDay] }));
        Assert.Equal("rows.csv: found an index instead of times; expected a timestamp column for the signals of prepare.calendar.", fault.Message);
        Assert.Equal(["prepare.calendar holds a signal twice"], new PreprocessorOptions { Calendar = [CalendarSignal.DayCircle, CalendarSignal.DayCircle] }.Problems());
    }

    [Fact]
    public void A_detector_with_a_calendar_scores_alike_in_pieces_and_from_its_bundle()
    {
        var frame = Frame(2000, TimeSpan.FromMinutes(30));
        var options = Presets.Named("time-indexed").Options;
        var detector = DetectorFit.Run([frame], options with
        {
            Model = new TimeIndexedOptions { Window = 4, Slots = 12, Reach = 1, Member = new KdeOptions { Window = 4, Bandwidths = [0.3] } },
            Train = options.Train with { Rows = 1500 },
        });
        var whole = detector.Score(frame).Rows;
        Assert.All(whole.TopSignals, signal => Assert.InRange(signal, -1, 0));
        var scorer = detector.NewScorer("");
        Assert.Equal(whole.RawScores, new[] { (0, 3), (3, 1), (4, 1200), (1204, 796) }.SelectMany(part => scorer.Score(frame.Slice(part.Item1, part.Item2)).RawScores));
        using var stream = new MemoryStream();
        DetectorBundle.Write(detector, stream);
        stream.Position = 0;
        Assert.Equal(whole.RawScores, DetectorBundle.Read(stream, "test.plumb").Score(frame).Rows.RawScores);
    }

    private static SeriesFrame Frame(int count, TimeSpan period)
    {
        var random = new Random(2);
        var time = new TimeAxis(TimeKind.Timestamp, Enumerable.Range(0, count).Select(i => (Wednesday + (i * period)).Ticks).ToArray());
        return new SeriesFrame("", ["a"], time, Enumerable.Range(0, count).Select(i => Math.Sin(Math.PI * 2 * i / 48) + (0.1 * random.NextDouble())).ToArray());
    }

    private static SeriesFrame Without(SeriesFrame frame, int from, int to)
    {
        var kept = Enumerable.Range(0, frame.StepCount).Where(row => row < from || row > to).ToArray();
        return new SeriesFrame("", frame.Signals, new TimeAxis(TimeKind.Timestamp, Array.ConvertAll(kept, row => frame.Time[row])), kept.SelectMany(row => frame.Row(row).ToArray()).ToArray());
    }
}
