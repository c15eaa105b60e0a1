using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Evaluation;
using Plumbline.Models;

namespace Plumbline.App.Quality;

/// <summary>Asks a detector who is to blame for an event whose first and last step are given.</summary>
/// <remarks>The same detector with a border that every step is over is shown no more than a window before the event and nothing after it, so that its one verdict is on the
/// event: every signal by its largest contribution over the event's steps. A model that waits judges the last ones by what there is, and a few steps before an event that is
/// shorter than it waits.</remarks>
internal sealed class EventBlame
{
    private readonly Detector alarming;
    private readonly int delay;

    public EventBlame(Detector detector)
    {
        alarming = new Detector(detector.Id, detector.Options with { Alert = new AlertPolicy() }, detector.Preprocessor, detector.Model, detector.Errors,
            detector.Threshold with { Value = double.Epsilon }, detector.Summary);
        delay = (detector.Model as IScoringModel)?.Hindsight.Delay ?? 0;
    }

    /// <returns>The most suspect signal first; none where there is too little data.</returns>
    public IReadOnlyList<string> Rank(SeriesFrame frame, StepRange at)
    {
        var before = alarming.Model.WindowLength - 1;
        var first = Math.Max(0, Math.Min(at.Start - before + delay, at.End - before));
        var verdicts = alarming.Score(frame.Slice(first, at.End + 1 - first)).Verdicts;
        return verdicts.MaxBy(verdict => verdict.ToRow - verdict.FromRow) is { } verdict ? Names(verdict) : [];
    }

    /// <summary>Given onsets and ends, and the detector's own.</summary>
    public (BlameFigures? Given, BlameFigures? Own, double? Detected) Judge(QualityCase one, IReadOnlyList<Verdict> verdicts)
    {
        var (given, own) = (new List<HitRate>(), new List<HitRate>());
        foreach (var (at, guilty) in one.Guilty())
        {
            given.Add(HitRate.Of(Rank(one.Frame, at), [.. guilty]));
            var rows = one.Frame.Rows.Span;
            var (start, end) = (rows[at.Start], rows[at.End]);
            // What a person sees first of it.
            if (verdicts.FirstOrDefault(verdict => verdict.FromRow <= end && verdict.ToRow >= start) is { } found) own.Add(HitRate.Of(Names(found), [.. guilty]));
        }
        return (BlameFigures.Of(given), BlameFigures.Of(own), given.Count == 0 ? null : (double)own.Count / given.Count);
    }

    private static List<string> Names(Verdict verdict) => [.. verdict.Signals.Select(signal => signal.Name)];
}
