using Plumbline.Data;
using Plumbline.Evaluation;

namespace Plumbline.App.Comparison;

/// <summary>What one scorer says of one entity.</summary>
/// <param name="Frame">Its rows, with labels.</param>
/// <param name="Scores">[row], raw; NaN without a score.</param>
/// <param name="Flags">[row], in alarm.</param>
internal sealed record ScoredEntity(SeriesFrame Frame, double[] Scores, bool[] Flags)
{
    /// <summary>Some of its rows, beside the truth.</summary>
    public ScoredSeries Slice(StepRange rows) => new(Scores.AsMemory(rows.Start, rows.Length), Flags.AsMemory(rows.Start, rows.Length),
        Frame.Labels.Slice(rows.Start, rows.Length), Frame.Time.Slice(rows.Start, rows.Length));
}
