using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>Raw scores of one entity's steps, frame by frame: preparation, model and error distribution in one walk.</summary>
/// <remarks>The score of a step is that of the window that ends there, or the mean of it and those before it. Frames of any size give the same scores.</remarks>
/// <param name="smooth">Newest scores of a run that are averaged; see <see cref="CalibrationOptions.Smooth"/>.</param>
internal sealed class StepScorer(Preprocessor preprocessor, IWindowModel model, ErrorDistribution distribution, int smooth = 1)
{
    private readonly PreparationState state = preprocessor.NewState();
    private readonly WindowErrors block = new(model, preprocessor.ContextCount);
    private readonly int signalCount = preprocessor.SignalCount;
    private readonly int measuredCount = preprocessor.SignalCount - preprocessor.CalendarCount; // may be missing
    private readonly double mostImputed = preprocessor.Options.Gaps.MostImputedToLearn;
    private readonly ScoreSmoothing smoothing = new(smooth);

    // Steps of the open segment: the last ones from before, which the next windows begin with, and after them those of a block.
    private float[] values = []; // [step, signal]
    private int[] imputed = []; // [step], values that were not observed
    private int kept;
    private float[] previous = []; // errors of the window that ended with the last step
    private bool hasPrevious;

    public StepScorer(Detector detector) : this(detector.Preprocessor, detector.Model, detector.Errors, detector.Options.Calibrate.Smooth)
    {
    }

    public delegate void Visitor(scoped ScoredStep step);

    /// <summary>Prepares the next rows of the entity; to be followed by <see cref="Score"/>.</summary>
    public PreparedFrame Prepare(SeriesFrame frame) => preprocessor.Transform(frame, state);

    /// <summary>Scores prepared rows and visits their steps in time order.</summary>
    public void Score(PreparedFrame prepared, Visitor visit)
    {
        for (var s = 0; s < prepared.Segments.Count; s++)
        {
            if (s > 0 || !prepared.ContinuesSegment)
            {
                (kept, hasPrevious) = (0, false);
                smoothing.Reset();
            }
            ScoreSegment(prepared, prepared.Segments[s], visit);
        }
    }

    private void ScoreSegment(PreparedFrame prepared, StepRange segment, Visitor visit)
    {
        for (var start = segment.Start; start <= segment.End; start += block.BlockSize)
            ScoreBlock(prepared, start, Math.Min(block.BlockSize, segment.End + 1 - start), visit);
    }

    private void ScoreBlock(PreparedFrame prepared, int start, int count, Visitor visit)
    {
        var all = kept + count;
        if (imputed.Length < all)
        {
            Array.Resize(ref values, all * signalCount);
            Array.Resize(ref imputed, all);
        }
        prepared.Values.Span.Slice(start * signalCount, count * signalCount).CopyTo(values.AsSpan(kept * signalCount));
        for (var i = 0; i < count; i++) imputed[kept + i] = CountImputed(prepared, start + i);

        var length = model.WindowLength;
        var width = length * signalCount;
        var skipped = Math.Clamp(length - 1 - kept, 0, count);
        var input = block.Input(count - skipped);
        for (var i = skipped; i < count; i++)
            values.AsSpan((kept + i - length + 1) * signalCount, width).CopyTo(input.Slice((i - skipped) * width, width));
        block.Compute(count - skipped);

        for (var i = 0; i < count; i++)
        {
            var step = start + i;
            var origins = prepared.Origins.Span.Slice(step * signalCount, signalCount);
            var share = ImputedShare(kept + i);
            if (i < skipped || share > mostImputed)
            {
                visit(new ScoredStep { Step = step, RawScore = double.NaN, ImputedShare = share, Origins = origins });
                continue;
            }
            var errors = block.Errors(i - skipped);
            visit(new ScoredStep
            {
                Step = step,
                RawScore = smoothing.Next(block.Score(i - skipped, distribution, i > skipped ? block.Errors(i - skipped - 1) : hasPrevious ? previous : default)),
                ImputedShare = share,
                Origins = origins,
                Errors = errors,
                Window = block.Window(i - skipped),
                Expected = block.Expected(i - skipped)[^signalCount..],
            });
        }
        if (count > skipped)
        {
            var last = block.Errors(count - skipped - 1);
            if (previous.Length == 0) previous = new float[last.Length];
            last.CopyTo(previous);
            hasPrevious = true;
        }
        kept = Math.Min(length - 1, all);
        Array.Copy(values, (all - kept) * signalCount, values, 0, kept * signalCount);
        Array.Copy(imputed, all - kept, imputed, 0, kept);
    }

    private double ImputedShare(int last)
    {
        var first = Math.Max(0, last - model.WindowLength + 1);
        var sum = 0;
        for (var step = first; step <= last; step++) sum += imputed[step];
        return (double)sum / ((last - first + 1) * measuredCount);
    }

    private int CountImputed(PreparedFrame prepared, int step)
    {
        var count = 0;
        foreach (var origin in prepared.Origins.Span.Slice(step * signalCount, signalCount))
        {
            if (origin != ValueOrigin.Observed) count++;
        }
        return count;
    }
}
