using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Scaled values and errors of all rows of one entity: what plots and explanations are drawn from.</summary>
/// <param name="SignalCount">Signals in each row: those that are judged.</param>
/// <param name="Values">[row, signal], scaled; NaN without enough data.</param>
/// <param name="Errors">[row, signal], value minus expectation at the row's own step; NaN without enough data.</param>
public sealed record ErrorTable(int SignalCount, float[] Values, float[] Errors)
{
    /// <summary>Runs a detector over all rows of one entity.</summary>
    public static ErrorTable Of(Detector detector, SeriesFrame frame)
    {
        var signalCount = detector.Errors.SignalCount;
        var scorer = new StepScorer(detector);
        var prepared = scorer.Prepare(frame);
        var values = new float[prepared.StepCount * signalCount];
        var errors = new float[values.Length];
        values.AsSpan().Fill(float.NaN);
        errors.AsSpan().Fill(float.NaN);
        scorer.Score(prepared, Visit);
        scorer.Finish(Visit);
        return new ErrorTable(signalCount, ByRow(values), ByRow(errors));

        void Visit(scoped ScoredStep step)
        {
            if (step.Error.IsEmpty) return;
            step.Values[..signalCount].CopyTo(values.AsSpan(step.Step * signalCount));
            step.Error.CopyTo(errors.AsSpan(step.Step * signalCount));
        }

        float[] ByRow(float[] steps)
        {
            var rows = new float[frame.StepCount * signalCount];
            for (var row = 0; row < frame.StepCount; row++)
                steps.AsSpan(prepared.StepOfRow.Span[row] * signalCount, signalCount).CopyTo(rows.AsSpan(row * signalCount));
            return rows;
        }
    }
}
