using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>The error of each step of frames by a model: the mean over the windows that cover it.</summary>
/// <param name="Runs">In the order of the errors.</param>
/// <param name="Width">Signals that are judged; 1 for a model that scores itself, whose score is the error.</param>
/// <param name="Values">[step, width], run after run; 0 where no window has an expectation of the step.</param>
/// <param name="Windows">[step], how many windows have one.</param>
internal sealed record StepErrors(IReadOnlyList<CleanRun> Runs, int Width, float[] Values, int[] Windows)
{
    public ReadOnlySpan<float> this[int step] => Values.AsSpan(step * Width, Width);

    public int Count => Windows.Length;

    public static StepErrors Of(IReadOnlyList<SeriesFrame> frames, Preprocessor preprocessor, IWindowModel model, CancellationToken cancellation)
    {
        var runs = new List<CleanRun>();
        for (var frame = 0; frame < frames.Count; frame++)
        {
            var prepared = preprocessor.Transform(frames[frame]);
            foreach (var range in prepared.CleanRanges(preprocessor.Options.Gaps.MostImputedToLearn, model.WindowLength))
                if (range.Length >= model.WindowLength) runs.Add(new CleanRun(frame, prepared, range));
        }
        var block = new WindowErrors(model, preprocessor.ContextCount);
        var width = block.ScoresItself ? 1 : block.JudgedCount;
        var newest = block.ScoresItself ? model.WindowLength : block.ErrorSteps; // steps of a window that have an error
        var steps = runs.Sum(run => run.Steps.Length);
        var (values, covers) = (new float[steps * width], new int[steps]);
        var (end, run, left) = (0, 0, 0); // step after the window; runs begun; windows left in the run
        block.Run(new Windows(runs.Select(each => each.Values), model.SignalCount, model.WindowLength), (_, count) =>
        {
            for (var i = 0; i < count; i++)
            {
                if (left == 0)
                {
                    left = runs[run++].Steps.Length - model.WindowLength + 1;
                    end += model.WindowLength - 1;
                }
                end++;
                left--;
                for (var k = 0; k < newest; k++)
                {
                    var step = end - newest + k;
                    covers[step]++;
                    for (var j = 0; j < width; j++) values[(step * width) + j] += block.ScoresItself ? (float)block.OwnScore(i) : block.Errors(i)[(k * width) + j];
                }
            }
        }, cancellation);
        for (var i = 0; i < values.Length; i++) values[i] /= Math.Max(1, covers[i / width]);
        return new StepErrors(runs, width, values, covers);
    }
}
