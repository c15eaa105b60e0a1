using System.Buffers;
using Plumbline.Data;
using Plumbline.Models.Auto;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>Six unlike views of a step, or seven, each against what it makes of normal steps it has not seen, added as logarithms.</summary>
/// <remarks>Level, spread and restlessness over 5 and 20 steps, spread alone over 20, the course of 40 steps, the step by itself, and a forecast: any one of them misses kinds of
/// anomalies that another sees. Where nearly all of the signals is known from one another, what each says of the others is one more, and the more so the more is known. Score = sum over the views of ln(1 + x / q), q the 70 % quantile of its scores of fit rows held out. With hindsight it is at least nine tenths of the mean of those
/// around it, and eight tenths of the mean of those before it, raised so that held-out scores and such means have the same 97 % quantile: long anomalies count that are not much
/// at any one step.</remarks>
public sealed class AutoModel : IScoringModel
{
    private static readonly (int Steps, bool SpreadOnly)[] Averaged = [(5, false), (20, false), (20, true)];
    private const int ForecastPlace = 5; // among the views; where relations weigh, their view comes after it
    private const double UsualQuantile = 0.7;
    private const double LeastUsual = 1e-3;
    private const double LiftQuantile = 0.97;
    private const int MostHeldOut = 4000;
    private const int Together = 400; // steps in a row, where not all are held out: alarms are counted on them, and means of scores taken
    private const int Before = 60; // steps before the judged one that it is compared with to see who moved, but for the nearest
    private const int JustBefore = 6;
    private const int Compared = 15;
    private const double ErrorsOfRange = 30; // usual errors that count as much as a signal's whole range

    private readonly SignalUnits form;
    private readonly View[] views;
    private readonly double[] usual; // [view]

    private AutoModel(int signalCount, SignalUnits form, View[] views, double[] usual, Hindsight hindsight, double[] heldOut)
    {
        (SignalCount, Hindsight, HeldOutScores) = (signalCount, hindsight, heldOut);
        (this.form, this.views, this.usual) = (form, views, usual);
    }

    public int WindowLength => AutoOptions.WindowSteps;

    public int SignalCount { get; }

    public Hindsight Hindsight { get; }

    public long ParameterCount => (3 * SignalCount) + views.Sum(view => view.ParameterCount) + usual.Length + 2;

    public ReadOnlyMemory<double> HeldOutScores { get; }

    private int Width => WindowLength * SignalCount;

    /// <summary>The judged step of a window.</summary>
    private int Judged => WindowLength - 1 - Hindsight.Delay;

    private ForecastView Forecast => (ForecastView)views[ForecastPlace];

    private RelationView? Relation => views.Length > ForecastPlace + 1 ? (RelationView)views[^1] : null;

    /// <exception cref="ArgumentException">Settings out of range, or fewer than 10 windows.</exception>
    public static AutoModel Fit(Windows windows, AutoOptions options, int seed, CancellationToken cancellation)
    {
        WindowRows.CheckFit(windows, options, 10);
        var steps = FitSteps.Of(windows);
        var form = SignalUnits.Of(steps);
        var (hub, soft) = (steps.With([.. steps.Values]), steps.With([.. steps.Values]));
        form.Hub(hub.Values);
        form.Soft(soft.Values);
        View[] views =
        [
            .. Averaged.Select(averaged => RollingView.Fit(averaged.SpreadOnly ? hub : soft, averaged.Steps, averaged.SpreadOnly, options.References)),
            ShapeView.Fit(soft, seed, options.References), new LevelView(), ForecastView.Fit(soft, cancellation),
            .. RelationView.Fit(soft) is { } relation ? (View[])[relation] : [],
        ];
        var starts = InStretches(steps.Starts(windows.Length));
        var (usual, own) = (new double[views.Length], new double[starts.Length]);
        for (var view = 0; view < views.Length; view++)
        {
            var from = First(views[view], options.Delay);
            var scores = views[view].HeldOut(views[view].Soft ? soft : hub, Array.ConvertAll(starts, start => start + from), cancellation);
            usual[view] = Math.Max(LeastUsual, Quantile.Of(scores, UsualQuantile));
            for (var i = 0; i < own.Length; i++) own[i] += views[view].Weight * Math.Log(1 + (scores[i] / usual[view]));
        }
        var runs = Runs(own, starts);
        var hindsight = new Hindsight(options.Delay, options.Around, 0, options.Past).Lifted(runs, scores => Quantile.Of(scores.ToArray(), LiftQuantile));
        return new AutoModel(windows.SignalCount, form, views, usual, hindsight,
            [.. runs.SelectMany(run => run.Select((_, step) => hindsight.Score(run, step)).Append(double.NaN))]);
    }

    internal static AutoModel Restore(AutoOptions options, int signalCount, NamedTensors tensors)
    {
        View[] views =
        [
            .. Averaged.Select((averaged, view) => RollingView.Restore(averaged.Steps, averaged.SpreadOnly, signalCount, tensors.Under(Prefix(view)))),
            ShapeView.Restore(signalCount, tensors.Under(Prefix(Averaged.Length))), new LevelView(), ForecastView.Restore(signalCount, tensors.Under(Prefix(ForecastPlace))),
            .. tensors.Under(Prefix(ForecastPlace + 1)) is { All.Count: > 0 } relation ? (View[])[RelationView.Restore(signalCount, relation)] : [],
        ];
        var hindsight = new Hindsight(options.Delay, options.Around, tensors.Doubles("lift", 1)[0], options.Past, options.Past == 0 ? 0 : tensors.Doubles("lift.past", 1)[0]);
        return new AutoModel(signalCount, SignalUnits.Restore(signalCount, tensors), views, tensors.Doubles("usual", views.Length), hindsight, []);
    }

    public IReadOnlyList<SafeTensor> ToTensors() =>
    [
        .. form.ToTensors(), SafeTensor.Of("usual", [usual.Length], usual), SafeTensor.Of("lift", [1], [Hindsight.Lift]),
        .. Hindsight.Past == 0 ? (SafeTensor[])[] : [SafeTensor.Of("lift.past", [1], [Hindsight.PastLift])],
        .. views.SelectMany((view, i) => view.ToTensors().Select(tensor => tensor with { Name = Prefix(i) + tensor.Name })),
    ];

    public void Score(ReadOnlySpan<float> windows, Span<double> scores)
    {
        WindowRows.Check(windows, scores, Width);
        for (var window = 0; window < scores.Length; window++) ScoreRun(windows.Slice(window * Width, Width), scores.Slice(window, 1));
    }

    public void ScoreRun(ReadOnlySpan<float> steps, Span<double> scores)
    {
        WindowRows.CheckRun(steps, scores, WindowLength, SignalCount);
        if (scores.IsEmpty) return;
        scores.Clear();
        var rented = ArrayPool<double>.Shared.Rent(scores.Length);
        var compressed = ArrayPool<float>.Shared.Rent(steps.Length);
        var own = rented.AsSpan(0, scores.Length);
        foreach (var soft in (ReadOnlySpan<bool>)[true, false])
        {
            var seen = compressed.AsSpan(0, Compress(steps, scores.Length, soft, compressed, out var from));
            for (var view = 0; view < views.Length; view++)
            {
                if (views[view].Soft != soft) continue;
                var first = First(views[view], Hindsight.Delay) - from;
                views[view].Score(seen.Slice(first * SignalCount, (scores.Length + views[view].Length - 1) * SignalCount), own);
                for (var i = 0; i < own.Length; i++) scores[i] += views[view].Weight * Math.Log(1 + (own[i] / usual[view]));
            }
        }
        ArrayPool<float>.Shared.Return(compressed);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Of the judged step alone: how far each signal is from where it was 6 to 60 steps before, in units of its range, and from its forecast, in thirty times the
    /// usual error.</summary>
    /// <remarks>What is nearest, or averages, say well that something is off, but not who is. The units are absolute, so that a signal's peak over an anomaly is that of the
    /// steps that are really off.</remarks>
    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, Width);
        contributions.Clear();
        var judged = contributions.Slice(Judged * SignalCount, SignalCount);
        Span<int> before = stackalloc int[Compared];
        for (var i = 0; i < Compared; i++) before[i] = Math.Max(0, Judged - JustBefore - ((Before - JustBefore) * i / (Compared - 1))) * SignalCount;
        var floats = ArrayPool<float>.Shared.Rent(SignalCount);
        var doubles = ArrayPool<double>.Shared.Rent(SignalCount);
        var usually = floats.AsSpan(0, SignalCount);
        var errors = doubles.AsSpan(0, SignalCount);
        ColumnMedians.Of(window, before, usually);
        TrySurprises(window, errors);
        var newest = window.Slice(Judged * SignalCount, SignalCount);
        for (var signal = 0; signal < SignalCount; signal++)
            judged[signal] = (Math.Abs(newest[signal] - usually[signal]) / form.Ranges[signal]) + (errors[signal] / ErrorsOfRange);
        ArrayPool<double>.Shared.Return(doubles);
        ArrayPool<float>.Shared.Return(floats);
    }

    /// <summary>Errors of the forecast in units of their usual size; where relations weigh, what the other signals leave of each as well.</summary>
    public bool TrySurprises(ReadOnlySpan<float> window, Span<double> surprises)
    {
        var rented = ArrayPool<float>.Shared.Rent(Forecast.Length * SignalCount);
        var doubles = ArrayPool<double>.Shared.Rent(SignalCount);
        var stretch = rented.AsSpan(0, Forecast.Length * SignalCount);
        var errors = doubles.AsSpan(0, SignalCount);
        Look(Forecast, window, stretch);
        Forecast.Errors(stretch, errors);
        errors[..surprises.Length].CopyTo(surprises);
        if (Relation is { } relation)
        {
            Look(relation, window, stretch[..SignalCount]);
            relation.Errors(stretch[..SignalCount], errors);
            for (var signal = 0; signal < surprises.Length; signal++) surprises[signal] += relation.Weight * errors[signal];
        }
        ArrayPool<double>.Shared.Return(doubles);
        ArrayPool<float>.Shared.Return(rented);
        return true;
    }

    public IScoringModel Sooner(int delay) => delay == Hindsight.Delay ? this : new AutoModel(SignalCount, form, views, usual, Hindsight with { Delay = delay }, []);

    private void Look(View view, ReadOnlySpan<float> window, Span<float> stretch)
    {
        window.Slice(First(view, Hindsight.Delay) * SignalCount, stretch.Length).CopyTo(stretch);
        Compress(stretch, view.Soft);
    }

    // What the views of one kind see of some windows of a run: each step once, however many look at it.
    private int Compress(ReadOnlySpan<float> steps, int windows, bool soft, Span<float> compressed, out int from)
    {
        from = WindowLength;
        var end = 0;
        foreach (var view in views)
        {
            if (view.Soft != soft) continue;
            var first = First(view, Hindsight.Delay);
            (from, end) = (Math.Min(from, first), Math.Max(end, first + view.Length + windows - 1));
        }
        var some = steps[(from * SignalCount)..(end * SignalCount)];
        some.CopyTo(compressed);
        Compress(compressed[..some.Length], soft);
        return some.Length;
    }

    private void Compress(Span<float> steps, bool soft)
    {
        if (soft) form.Soft(steps);
        else form.Hub(steps);
    }

    // The view's first step in a window: it has its steps after the judged one as far as the delay goes.
    private static int First(View view, int delay) => AutoOptions.WindowSteps - delay + Math.Min(view.After, delay) - view.Length;

    private static int[] InStretches(int[] starts)
    {
        if (starts.Length <= MostHeldOut) return starts;
        var stretches = EvenlySpread.Of(starts.Length - Together, MostHeldOut / Together);
        return [.. stretches.SelectMany(first => starts.AsSpan(first, Together).ToArray())];
    }

    // Scores of steps that follow one another.
    private static List<double[]> Runs(double[] scores, int[] starts)
    {
        var runs = new List<double[]>();
        for (int first = 0, i = 1; i <= scores.Length; i++)
        {
            if (i < scores.Length && starts[i] == starts[i - 1] + 1) continue;
            runs.Add(scores[first..i]);
            first = i;
        }
        return runs;
    }

    private static string Prefix(int view) => $"view_{view}.";
}
