using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>Raw scores of one entity's steps, frame by frame: preparation, model and error distribution in one walk.</summary>
/// <remarks>The score of a step is that of the window that ends there. Frames of any size give the same scores.</remarks>
internal sealed class StepScorer(Preprocessor preprocessor, IReconstructionModel model, ErrorDistribution distribution)
{
    private readonly PreparationState state = preprocessor.NewState();
    private readonly WindowErrors block = new(model);
    private readonly int signalCount = preprocessor.SignalCount;
    private readonly double mostImputed = preprocessor.Options.Gaps.Fill == GapFill.None ? 0 : preprocessor.Options.Gaps.MostImputed;

    // The last steps of the open segment, which the first windows of the next frame begin with.
    private float[] tailValues = [];
    private int[] tailImputed = [];

    public delegate void Visitor(scoped ScoredStep step);

    /// <summary>Prepares the next rows of the entity; to be followed by <see cref="Score"/>.</summary>
    public PreparedFrame Prepare(SeriesFrame frame) => preprocessor.Transform(frame, state);

    /// <summary>Scores prepared rows and visits their steps in time order.</summary>
    public void Score(PreparedFrame prepared, Visitor visit)
    {
        for (var s = 0; s < prepared.Segments.Count; s++)
        {
            if (s > 0 || !prepared.ContinuesSegment) (tailValues, tailImputed) = ([], []);
            ScoreSegment(prepared, prepared.Segments[s], visit);
        }
    }

    private void ScoreSegment(PreparedFrame prepared, StepRange segment, Visitor visit)
    {
        var before = tailImputed.Length;
        float[] values = [.. tailValues, .. prepared.Values.Span.Slice(segment.Start * signalCount, segment.Length * signalCount)];
        var imputed = new int[before + segment.Length];
        tailImputed.CopyTo(imputed, 0);
        for (var step = 0; step < segment.Length; step++) imputed[before + step] = CountImputed(prepared, segment.Start + step);

        for (var first = before; first < imputed.Length; first += block.BlockSize)
        {
            var count = Math.Min(block.BlockSize, imputed.Length - first);
            ScoreBlock(prepared, segment.Start - before, values, imputed, first, count, visit);
        }
        var kept = Math.Min(model.WindowLength - 1, imputed.Length);
        (tailValues, tailImputed) = (values[^(kept * signalCount)..], imputed[^kept..]);
    }

    // `first` counts steps of `values`; step k of `values` is step k + offset of the prepared frame.
    private void ScoreBlock(PreparedFrame prepared, int offset, float[] values, int[] imputed, int first, int count, Visitor visit)
    {
        var length = model.WindowLength;
        var width = length * signalCount;
        var skipped = Math.Clamp(length - 1 - first, 0, count);
        var input = block.Input(count - skipped);
        for (var i = skipped; i < count; i++)
            values.AsSpan((first + i - length + 1) * signalCount, width).CopyTo(input.Slice((i - skipped) * width, width));
        block.Compute(count - skipped);

        for (var i = 0; i < count; i++)
        {
            var step = first + i + offset;
            var origins = prepared.Origins.Span.Slice(step * signalCount, signalCount);
            var share = ImputedShare(imputed, first + i);
            if (i < skipped || share > mostImputed)
            {
                visit(new ScoredStep { Step = step, RawScore = double.NaN, ImputedShare = share, Origins = origins });
                continue;
            }
            var errors = block.Errors(i - skipped);
            visit(new ScoredStep
            {
                Step = step,
                RawScore = distribution.Score(errors),
                ImputedShare = share,
                Origins = origins,
                Errors = errors,
                Values = block.Window(i - skipped)[^signalCount..],
                Expected = block.Expected(i - skipped)[^signalCount..],
            });
        }
    }

    private double ImputedShare(int[] imputed, int last)
    {
        var first = Math.Max(0, last - model.WindowLength + 1);
        var sum = 0;
        for (var step = first; step <= last; step++) sum += imputed[step];
        return (double)sum / ((last - first + 1) * signalCount);
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
