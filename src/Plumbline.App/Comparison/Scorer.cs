using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.App.Comparison;

/// <summary>One line of a comparison: a model or a baseline, with its scores of every entity.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Threshold">Raw; deployed.</param>
/// <param name="Rule">How the threshold was found.</param>
/// <param name="Entities">In the order of the data.</param>
internal sealed record Scorer(string Name, double Threshold, string Rule, IReadOnlyList<ScoredEntity> Entities)
{
    /// <summary>The scores and alarms of a fitted detector.</summary>
    public static Scorer Of(string name, Detector detector, IReadOnlyList<SeriesFrame> frames) =>
        new(name, detector.Threshold.Value, detector.Threshold.Description, [.. frames.Select(frame =>
        {
            var rows = detector.Score(frame).Rows;
            return new ScoredEntity(frame, rows.RawScores, Array.ConvertAll(rows.Statuses, status => status == VerdictStatus.Anomalous));
        })]);
}
