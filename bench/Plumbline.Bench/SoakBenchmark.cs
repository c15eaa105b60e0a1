using System.Diagnostics;
using System.Globalization;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Models;
using Plumbline.Simulation;

namespace Plumbline.Bench;

/// <summary>Windows of 30 steps x 5 signals of a simulated fleet through a dense detector, the way a stream comes: small frames, one entity after the
/// other, on and on. Does memory stay, and does the garbage collector rest?</summary>
internal static class SoakBenchmark
{
    private const double MostGrowth = 4; // MB: a single number kept of each of ten million windows would be 80
    private const int FrameRows = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly string[] Signals = ["cpu0_load_pct", "cpu0_freq_mhz", "cpu0_temp_c", "fan1_rpm", "psu_power_w"];

    /// <summary>Scores for at least so long and at least so many windows; what comes before the steady state does not count.</summary>
    /// <returns>0 if memory stayed and no generation but the youngest was collected in the steady state, else 1.</returns>
    public static int Run(double minutes, long leastWindows)
    {
        var (entities, _) = Prepare(FrameRows);

        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < WarmUp) Pass(entities);
        GC.Collect();
        begun = Stopwatch.GetTimestamp();
        var reported = begun;
        var (memory, most) = (ResidentMegabytes(), 0.0);
        var collections = Collections();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var windows = 0L;
        Show("steady", 0, 0, memory, [0, 0, 0]);
        while (windows < leastWindows || Stopwatch.GetElapsedTime(begun).TotalMinutes < minutes)
        {
            windows += Pass(entities);
            if (Stopwatch.GetElapsedTime(reported) < Interval) continue;
            reported = Stopwatch.GetTimestamp();
            most = Math.Max(most, ResidentMegabytes());
            Show("after", windows, Stopwatch.GetElapsedTime(begun).TotalSeconds, ResidentMegabytes(), Since(collections));
        }
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)windows;
        var (end, growth) = (Since(collections), Math.Max(most, ResidentMegabytes()) - memory);
        Show("end", windows, seconds, ResidentMegabytes(), end);
        var good = growth <= MostGrowth && end[1] == 0 && end[2] == 0;
        Measure.Print("soak, windows", windows, "");
        Measure.Print("soak, rate", windows / seconds, "windows/s");
        Measure.Print("soak, resident memory grew by", growth, "MB");
        Measure.Print("soak, allocated for each window", bytes, "bytes");
        Measure.Print("soak, collections of generation 1 or 2", end[1] + end[2], "");
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(good ? "steady" : "NOT STEADY")}: memory grew by {growth:0.0} MB, at most {MostGrowth:0} allowed; {end[1]} collections of generation 1, {end[2]} of generation 2, none allowed"));
        return good ? 0 : 1;
    }

    /// <summary>Bytes that the calls of the scoring path allocate for each window, by size of the frames they come in.</summary>
    public static void PrintAllocations()
    {
        foreach (var frameRows in (int[])[1, FrameRows, 512])
        {
            var (entities, detector) = Prepare(frameRows);
            var state = detector.Preprocessor.NewState();
            var steps = new StepScorer(detector.Preprocessor, detector.Model, detector.Errors);
            var (one, errors, contributions) = (entities[0], new float[detector.Model.WindowLength * Signals.Length], new double[detector.Model.WindowLength * Signals.Length]);
            Print("Preprocessor.Transform", frame => detector.Preprocessor.Transform(frame, state));
            Print("StepScorer.Prepare and Score", frame => steps.Score(steps.Prepare(frame), static _ => { }));
            Print("EntityScorer.Score and TakeVerdicts, all of it", frame =>
            {
                one.Scorer.Score(frame);
                one.Scorer.TakeVerdicts();
            });
            Print("of this, model, score and contributions of each window", frame =>
            {
                for (var row = 0; row < frame.StepCount; row++)
                {
                    ((IReconstructionModel)detector.Model).Reconstruct(errors, errors);
                    detector.Errors.Score(errors);
                    detector.Errors.Contributions(errors, contributions);
                }
            });

            void Print(string call, Action<SeriesFrame> action)
            {
                var bytes = 0L;
                for (var round = 0; round < 3; round++)
                {
                    one.GoOn();
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    foreach (var frame in one.Pieces) action(frame);
                    bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                }
                Measure.Print($"{call}, frames of {frameRows}", bytes / ((double)one.Pieces.Count * frameRows), "bytes");
            }
        }
    }

    private static (List<Entity> Entities, Detector Detector) Prepare(int frameRows)
    {
        var fleet = SyntheticFleet.Generate(new SyntheticFleetOptions { AnomaliesPerNode = 0 });
        var entities = fleet.Frames.Select(frame => new Entity(frame, frameRows)).ToList();
        var detector = DetectorFit.Run([.. entities.Select(entity => entity.Whole)], Presets.Named("dense").Options with
        {
            Model = new DenseAutoencoderOptions { Window = 30, Units = [64, 32, 16] },
            Train = new FitOptions { Epochs = 3 },
        });
        foreach (var entity in entities) entity.Scorer = detector.NewScorer(entity.Whole.Entity);
        return (entities, detector);
    }

    private static long Pass(List<Entity> entities)
    {
        var windows = 0L;
        for (var piece = 0; piece < entities[0].Pieces.Count; piece++)
            foreach (var entity in entities) windows += entity.Score(piece);
        foreach (var entity in entities) entity.GoOn();
        return windows;
    }

    private static double ResidentMegabytes() => Environment.WorkingSet / 1e6;

    // A collection counts for all younger generations too.
    private static int[] Collections() => [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)];

    private static int[] Since(int[] before)
    {
        var now = Collections();
        var (all, first, second) = (now[0] - before[0], now[1] - before[1], now[2] - before[2]);
        return [all - first, first - second, second];
    }

    private static void Show(string when, long windows, double seconds, double megabytes, int[] collections) =>
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{when,-6} {seconds,6:0} s {windows,13:N0} windows {(seconds > 0 ? windows / seconds : 0),9:N0} windows/s {megabytes,7:0.0} MB, collections of generation 0: {collections[0]}, 1: {collections[1]}, 2: {collections[2]}"));

    /// <summary>The rows of one node, cut into frames. Each time round, the same frames come later in time.</summary>
    private sealed class Entity
    {
        private readonly long[] times;

        public Entity(SeriesFrame frame, int frameRows)
        {
            times = frame.Time.Values.ToArray();
            var columns = Array.ConvertAll(Signals, signal => frame.Signals.ToList().IndexOf(signal));
            var values = new double[times.Length * columns.Length];
            for (var i = 0; i < values.Length; i++) values[i] = frame.Row(i / columns.Length)[columns[i % columns.Length]];
            Whole = new SeriesFrame(frame.Entity, Signals, new TimeAxis(frame.Time.Kind, times), values);
            Pieces = [.. Enumerable.Range(0, times.Length / frameRows).Select(piece => Whole.Slice(piece * frameRows, frameRows))];
        }

        public SeriesFrame Whole { get; }

        public List<SeriesFrame> Pieces { get; }

        public EntityScorer Scorer { get; set; } = null!;

        public long Score(int piece)
        {
            Scorer.Score(Pieces[piece]);
            Scorer.TakeVerdicts();
            return Pieces[piece].StepCount;
        }

        // The frames look at these numbers.
        public void GoOn()
        {
            var round = times[(Pieces.Count * Pieces[0].StepCount) - 1] - times[0] + (times[1] - times[0]);
            for (var row = 0; row < times.Length; row++) times[row] += round;
        }
    }
}
