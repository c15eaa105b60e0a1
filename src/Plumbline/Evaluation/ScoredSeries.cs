using Plumbline.Data;
using Plumbline.Detection.Thresholds;

namespace Plumbline.Evaluation;

/// <summary>What a detector said of one entity, beside the truth.</summary>
/// <param name="Scores">[step], higher is more anomalous; NaN where there was not enough data.</param>
/// <param name="Flags">[step], at the deployed threshold.</param>
/// <param name="Labels">[step]; anything but 0 is anomalous.</param>
/// <param name="Time">[step]; only a <see cref="CostModel.TimeTolerance"/> needs it.</param>
public sealed record ScoredSeries(ReadOnlyMemory<double> Scores, ReadOnlyMemory<bool> Flags, ReadOnlyMemory<int> Labels, TimeAxis? Time = null)
{
    /// <summary>Flags by <c>score &gt; threshold</c>.</summary>
    public static ScoredSeries At(double threshold, ReadOnlyMemory<double> scores, ReadOnlyMemory<int> labels, TimeAxis? time = null)
    {
        var flags = new bool[scores.Length];
        for (var step = 0; step < flags.Length; step++) flags[step] = scores.Span[step] > threshold;
        return new ScoredSeries(scores, flags, labels, time);
    }
}
