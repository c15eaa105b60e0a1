using System.Collections.Concurrent;
using System.Reflection;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;

namespace Plumbline.Tests.Detection;

/// <summary>What every preset's detector must keep, from fit to verdict: each is fitted once, for as short as it can be, and scored by its stream.</summary>
public sealed class PresetContractTests
{
    private static readonly ConcurrentDictionary<string, Lazy<Detector>> Fitted = new();

    public static TheoryData<string> Names => [.. Presets.All.Select(preset => preset.Name)];

    private static SeriesFrame Unseen { get; } = Some(SmallFleet.Unseen(0));

    [Theory]
    [MemberData(nameof(Names))]
    public void Scores_come_the_same_from_a_bundle_in_pieces_and_whatever_follows(string preset)
    {
        var detector = Of(preset);
        var whole = detector.Score(Unseen).Rows.RawScores.ToArray();
        Assert.True(whole.Count(double.IsFinite) > Unseen.StepCount / 2);
        using var file = new MemoryStream();
        DetectorBundle.Write(detector, file);
        file.Position = 0;
        var read = DetectorBundle.Read(file, "bundle").NewScorer(Unseen.Entity);
        var pieces = Enumerable.Range(0, Unseen.StepCount / 37).SelectMany(piece => read.Score(Unseen.Slice(piece * 37, 37)).RawScores).ToArray();
        Assert.Equal(whole[..pieces.Length], pieces); // to the bit, and no piece knows of the next
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_by_step_gives_the_scores_and_verdicts_of_all_at_once(string preset)
    {
        var detector = Of(preset);
        var frame = Gappy(Unseen);
        var (rows, verdicts) = detector.Score(frame);
        var stream = new StreamingDetector(detector, frame.Entity);
        var judged = new List<JudgedStep>();
        for (var row = 0; row < frame.StepCount; row++) judged.AddRange(stream.Next(At(frame, row), frame.Row(row)));
        judged.AddRange(stream.Finish());
        Assert.Equal(detector.Options.Prepare.Grid.Enabled, judged.Any(step => step.IsFilled));
        judged.RemoveAll(step => step.IsFilled);
        Assert.Equal(rows.RawScores, judged.Select(step => step.RawScore)); // to the bit
        Assert.Equal(rows.Statuses, judged.Select(step => step.Status));
        Assert.Equal(rows.TopSignals, judged.Select(step => step.TopSignal));
        Assert.Equal(rows.TopShares, judged.Select(step => step.TopShare));
        Assert.Equal(frame.Time.Values.ToArray(), judged.Select(step => step.Time));
        Assert.Equal(frame.Rows.ToArray(), judged.Select(step => step.Row));

        var told = stream.TakeVerdicts();
        Assert.Equal(verdicts.Select(Text), told.Where(verdict => !verdict.Ongoing).Select(Text));
        Assert.Equal(verdicts.Select(verdict => verdict.Id), told.Select(verdict => verdict.Id).Distinct());
        Assert.All(told.GroupBy(verdict => verdict.Id), same => Assert.True(same.First().Ongoing && !same.Last().Ongoing && same.Count(verdict => !verdict.Ongoing) == 1));

        static string Text(Verdict verdict) => System.Text.Json.JsonSerializer.Serialize(verdict, DetectionJson.Default.Verdict);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_nothing_in_the_steady_state(string preset)
    {
        var fitted = Of(preset);
        var quiet = new Threshold(1e300, ThresholdRule.Fixed, "", 0); // a verdict may allocate
        var detector = new Detector(fitted.Id, fitted.Options, fitted.Preprocessor, fitted.Model, fitted.Errors, quiet, fitted.Summary);
        var stream = new StreamingDetector(detector);
        var (frame, next) = (Unseen, 0);
        var period = frame.Time[1] - frame.Time[0];
        Allocated(400);
        // Least of several: a collection beside may empty the shared pool of arrays, and what is rented next is then new.
        Assert.Equal(0, Enumerable.Range(0, 4).Min(_ => Allocated(50)));

        long Allocated(int steps)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var end = next + steps; next < end; next++) stream.Next(new DateTimeOffset(frame.Time[0] + (next * period), TimeSpan.Zero), frame.Row(next % frame.StepCount));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Missing_values_are_filled_or_not_enough_and_constant_ones_are_scored(string preset)
    {
        var values = Unseen.Values.ToArray();
        for (var step = 60; step < 63; step++) values[step * Unseen.SignalCount] = double.NaN;
        for (var step = 80; step < 120; step++) values.AsSpan(step * Unseen.SignalCount, Unseen.SignalCount).Fill(double.NaN);
        for (var step = 0; step < Unseen.StepCount; step++) values[(step * Unseen.SignalCount) + 1] = values[1];
        var scored = Of(preset).Score(new SeriesFrame(Unseen.Entity, Unseen.Signals, Unseen.Time, values)).Rows;
        for (var step = 0; step < Unseen.StepCount; step++)
        {
            Assert.Equal(scored.Statuses[step] == VerdictStatus.NotEnoughData, double.IsNaN(scored.RawScores[step]));
            Assert.True(double.IsNaN(scored.RawScores[step]) || scored.RawScores[step] >= 0);
        }
        Assert.NotEqual(VerdictStatus.Normal, scored.Statuses[119]); // of a long window less than half is filled, and then silence alarms
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_scoring_takes_of_memory_does_not_grow_with_the_rows_before(string preset)
    {
        // What is kept of all rows is measured by `Plumbline.Bench million`, where no other test runs beside.
        var frame = Unseen.Slice(0, 200);
        var scorer = Of(preset).NewScorer(frame.Entity);
        Rounds(0, 4);
        var (early, late) = (Least(4), Least(16));
        Assert.InRange(late, 0, (1.1 * early) + 4096);
        Assert.InRange(late / (4.0 * frame.StepCount), 0, 1024);

        // Least of three: a collection beside may empty the shared pool of arrays, and what is rented next is then new.
        long Least(int from) => Enumerable.Range(0, 3).Min(stretch => Rounds(from + (4 * stretch), 4));

        long Rounds(int from, int count)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = from; round < from + count; round++)
            {
                var times = frame.Time.Values.ToArray();
                var span = times[^1] - times[0] + times[1] - times[0];
                scorer.Score(new SeriesFrame(frame.Entity, frame.Signals, new TimeAxis(frame.Time.Kind, Array.ConvertAll(times, time => time + (round * span))), frame.Values));
                scorer.TakeVerdicts();
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_signal_is_enough_and_the_same_seed_gives_the_same_scores(string preset)
    {
        var options = Quick(preset);
        SeriesFrame[] fit = [Some(SmallFleet.Data.Frames[0], 1)];
        var unseen = Some(SmallFleet.Unseen(0), 1);
        var scores = DetectorFit.Run(fit, options).Score(unseen).Rows.RawScores.ToArray();
        Assert.True(scores.Count(double.IsFinite) > unseen.StepCount / 2);
        Assert.Equal(scores, DetectorFit.Run(fit, options).Score(unseen).Rows.RawScores); // to the bit
    }

    /// <summary>To score takes a detector, and a detector takes fitted errors and a threshold: there is no other way in.</summary>
    [Fact]
    public void Nothing_scores_before_it_is_calibrated()
    {
        var constructor = Assert.Single(typeof(Detector).GetConstructors());
        Assert.Contains(constructor.GetParameters(), parameter => parameter.ParameterType == typeof(ErrorDistribution));
        Assert.Contains(constructor.GetParameters(), parameter => parameter.ParameterType == typeof(Threshold));
        Assert.Empty(typeof(EntityScorer).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
    }

    private static Detector Of(string preset) => Fitted.GetOrAdd(preset, name => new Lazy<Detector>(() => DetectorFit.Run([Some(SmallFleet.Data.Frames[0])], Quick(name)))).Value;

    // With values that are missing, rows that are, and a pause.
    private static SeriesFrame Gappy(SeriesFrame frame)
    {
        var random = new Random(7);
        int[] kept = [.. Enumerable.Range(0, frame.StepCount).Where(row => row is not (140 or 141 or 170 or (>= 200 and < 230)) && (row < 100 || random.NextDouble() < 0.99))];
        var values = kept.SelectMany(row => frame.Row(row).ToArray().Select(value => random.NextDouble() < 0.02 ? double.NaN : value)).ToArray();
        for (var row = 300; row < 330; row++) values[(row * frame.SignalCount) + 1] = double.NaN; // falls silent
        return new SeriesFrame(frame.Entity, frame.Signals, new TimeAxis(frame.Time.Kind, Array.ConvertAll(kept, row => frame.Time[row])), values);
    }

    private static DateTimeOffset At(SeriesFrame frame, int row) => new(frame.Time[row], TimeSpan.Zero);

    // One entity; as short as can be.
    private static DetectorOptions Quick(string preset)
    {
        var options = Presets.Named(preset).Options;
        return options with
        {
            Train = options.Train with { Rows = SmallFleet.Data.FitSteps, Epochs = 1 },
            Calibrate = options.Calibrate with { Share = 0.3, ByEntity = false }, // there is but one
            Threshold = new ThresholdOptions(), // the lecture's are found on its own rows
            Clean = options.Clean with { Rounds = Math.Min(1, options.Clean.Rounds) },
        };
    }

    // Some of the signals, without labels.
    private static SeriesFrame Some(SeriesFrame frame, int signals = 5) => new(frame.Entity, [.. frame.Signals.Take(signals)], frame.Time,
        Enumerable.Range(0, frame.StepCount).SelectMany(step => frame.Row(step)[..signals].ToArray()).ToArray());
}
