using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>Raw scores of one entity's steps, frame by frame: preparation, model and error distribution in one walk.</summary>
/// <remarks>The score of a step is that of the window that ends there, or of the one that a model with hindsight judges it by, which comes later; or the mean of it and those
/// before it. Steps are visited in time order, each once. Frames of any size give the same scores.</remarks>
/// <param name="smooth">Newest scores of a run that are averaged; see <see cref="CalibrationOptions.Smooth"/>.</param>
/// <param name="workspace">Shared with other scorers of the same thread; null for one of its own.</param>
internal sealed class StepScorer(Preprocessor preprocessor, IWindowModel model, ErrorDistribution distribution, int smooth = 1, StepWorkspace? workspace = null)
{
    private readonly PreparationState state = preprocessor.NewState();
    private readonly StepWorkspace workspace = workspace ??= new StepWorkspace(preprocessor, model);
    private readonly WindowErrors block = workspace.Block;
    private readonly int signalCount = preprocessor.SignalCount;
    private readonly int measuredCount = preprocessor.SignalCount - preprocessor.CalendarCount; // may be missing
    private readonly double mostImputed = preprocessor.Options.Gaps.MostImputedToLearn;
    private readonly ScoreSmoothing smoothing = new(smooth);
    private readonly IScoringModel? waiting = model is IScoringModel scoring && scoring.Hindsight != default ? scoring : null;
    private readonly Hindsight hindsight = (model as IScoringModel)?.Hindsight ?? default;
    private readonly RecentScores scores = new((model as IScoringModel)?.Hindsight ?? default);
    private readonly bool remembersErrors = distribution.Classifier is not null; // only classes of errors look at the ones before

    // Steps of the open segment: the last ones from before, which the next windows begin with, and after them those of a block.
    private float[] values = []; // [step, signal]
    private int[] imputed = []; // [step], values that were not observed
    private ValueOrigin[] origins = []; // [step, signal]; only for hindsight
    private int kept;
    private int unvisited; // the last of those kept
    private int visited;
    private float[] previous = []; // errors of the window that ended with the last step
    private bool hasPrevious;

    public StepScorer(Detector detector, StepWorkspace? workspace = null) : this(detector.Preprocessor, detector.Model, detector.Errors, detector.Options.Calibrate.Smooth, workspace)
    {
    }

    public delegate void Visitor(scoped ScoredStep step);

    // Steps that are kept for the next windows.
    private int MostKept => waiting is null ? model.WindowLength - 1 : Math.Max(model.WindowLength, hindsight.Steps) + hindsight.Around;

    /// <summary>Prepares the next rows of the entity; to be followed by <see cref="Score"/>, before anything else uses the workspace.</summary>
    public PreparedSteps Prepare(SeriesFrame frame)
    {
        preprocessor.Transform(frame, state, workspace.Prepared);
        return workspace.Prepared;
    }

    /// <inheritdoc cref="Prepare(SeriesFrame)"/>
    public PreparedSteps Prepare(in GivenRows given)
    {
        preprocessor.Transform(given, state, workspace.Prepared);
        return workspace.Prepared;
    }

    /// <summary>Scores prepared rows and visits their steps in time order.</summary>
    public void Score(PreparedSteps prepared, Visitor visit)
    {
        for (var s = 0; s < prepared.Segments.Count; s++)
        {
            if (s > 0 || !prepared.ContinuesSegment)
            {
                Finish(visit);
                (kept, hasPrevious) = (0, false);
                smoothing.Reset();
                scores.Clear();
            }
            ScoreSegment(prepared, prepared.Segments[s], visit);
        }
    }

    /// <summary>Visits the steps that wait for later ones, judged by what there is.</summary>
    public void Finish(Visitor visit)
    {
        if (waiting is null) return;
        if (kept >= model.WindowLength && ImputedShare(kept - 1) <= mostImputed)
        {
            var last = values.AsSpan((kept - model.WindowLength) * signalCount, model.WindowLength * signalCount);
            for (var delay = 0; delay < hindsight.Delay; delay++) waiting.Sooner(delay).Score(last, new Span<double>(ref scores[delay]));
        }
        VisitUntil(0, kept, visit);
    }

    private void ScoreSegment(PreparedSteps prepared, StepRange segment, Visitor visit)
    {
        for (var start = segment.Start; start <= segment.End; start += block.BlockSize)
            ScoreBlock(prepared, start, Math.Min(block.BlockSize, segment.End + 1 - start), visit);
    }

    private void ScoreBlock(PreparedSteps prepared, int start, int count, Visitor visit)
    {
        var all = kept + count;
        if (imputed.Length < all) Grow(Math.Max(all, MostKept + 1));
        prepared.Values.Span.Slice(start * signalCount, count * signalCount).CopyTo(values.AsSpan(kept * signalCount));
        for (var i = 0; i < count; i++) imputed[kept + i] = CountImputed(prepared, start + i);

        var skipped = Math.Clamp(model.WindowLength - 1 - kept, 0, count);
        block.ComputeRun(values.AsSpan(0, all * signalCount)[(Math.Max(0, kept + skipped - model.WindowLength + 1) * signalCount)..], count - skipped);

        if (waiting is null) VisitAtOnce(prepared, start, count, skipped, visit);
        else
        {
            prepared.Origins.Span.Slice(start * signalCount, count * signalCount).CopyTo(origins.AsSpan(kept * signalCount));
            scores.Add(count);
            for (var i = skipped; i < count; i++)
                scores[count - 1 - i + hindsight.Delay] = ImputedShare(kept + i) <= mostImputed ? block.Score(i - skipped, distribution) : double.NaN;
            unvisited += count;
            VisitUntil(hindsight.Steps, all, visit);
        }
        kept = Math.Min(MostKept, all);
        Array.Copy(values, (all - kept) * signalCount, values, 0, kept * signalCount);
        Array.Copy(imputed, all - kept, imputed, 0, kept);
        if (waiting is null) return;
        Array.Copy(origins, (all - kept) * signalCount, origins, 0, kept * signalCount);
    }

    private void Grow(int steps)
    {
        Array.Resize(ref values, steps * signalCount);
        Array.Resize(ref imputed, steps);
        if (waiting is null) return;
        Array.Resize(ref origins, steps * signalCount);
    }

    private void VisitAtOnce(PreparedSteps prepared, int start, int count, int skipped, Visitor visit)
    {
        for (var i = 0; i < count; i++)
        {
            var own = prepared.Origins.Span.Slice((start + i) * signalCount, signalCount);
            var share = ImputedShare(kept + i);
            if (i < skipped || share > mostImputed)
            {
                visit(new ScoredStep { Step = visited++, RawScore = double.NaN, ImputedShare = share, Origins = own });
                continue;
            }
            var errors = block.Errors(i - skipped);
            visit(new ScoredStep
            {
                Step = visited++,
                RawScore = smoothing.Next(block.Score(i - skipped, distribution, i > skipped ? block.Errors(i - skipped - 1) : hasPrevious ? previous : default)),
                ImputedShare = share,
                Origins = own,
                Errors = errors,
                Error = errors[^block.JudgedCount..],
                Window = block.Window(i - skipped),
                Expected = block.Expected(i - skipped)[^signalCount..],
            });
        }
        if (remembersErrors && count > skipped)
        {
            var last = block.Errors(count - skipped - 1);
            if (previous.Length == 0) previous = new float[last.Length];
            last.CopyTo(previous);
            hasPrevious = true;
        }
    }

    // Visits the steps that have waited, until no more than these are left.
    private void VisitUntil(int left, int all, Visitor visit)
    {
        for (; unvisited > left; unvisited--)
        {
            var step = all - unvisited;
            var end = Math.Min(step + hindsight.Delay, all - 1);
            var share = ImputedShare(end);
            var own = origins.AsSpan(step * signalCount, signalCount);
            // A window around may be well known where the step itself has been silent for long.
            if (double.IsNaN(scores[unvisited - 1]) || own.Count(ValueOrigin.Silent) > mostImputed * measuredCount)
            {
                visit(new ScoredStep { Step = visited++, RawScore = double.NaN, ImputedShare = share, Origins = own });
                continue;
            }
            var window = values.AsSpan((end - model.WindowLength + 1) * signalCount, model.WindowLength * signalCount);
            visit(new ScoredStep
            {
                Step = visited++,
                After = end - step,
                RawScore = smoothing.Next(scores.Judge(unvisited - 1)),
                ImputedShare = share,
                Origins = own,
                Error = values.AsSpan(step * signalCount, block.JudgedCount),
                Window = window,
                Expected = workspace.Nothing,
            });
        }
    }

    private double ImputedShare(int last)
    {
        var first = Math.Max(0, last - model.WindowLength + 1);
        var sum = 0;
        for (var step = first; step <= last; step++) sum += imputed[step];
        return (double)sum / ((last - first + 1) * measuredCount);
    }

    private int CountImputed(PreparedSteps prepared, int step)
    {
        var count = 0;
        foreach (var origin in prepared.Origins.Span.Slice(step * signalCount, signalCount))
        {
            if (origin != ValueOrigin.Observed) count++;
        }
        return count;
    }
}
