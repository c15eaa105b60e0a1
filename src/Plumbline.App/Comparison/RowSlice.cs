using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.App.Comparison;

/// <summary>Rows that are judged together.</summary>
/// <param name="Name"><c>fit</c>, <c>tuning</c>, <c>unseen</c> or <c>all</c>.</param>
/// <param name="IsResult">Whether nothing was fitted or tuned on these rows, so that figures on them are a result.</param>
/// <param name="Parts">Entity by its place, and its rows.</param>
internal sealed record RowSlice(string Name, bool IsResult, IReadOnlyList<(int Entity, StepRange Rows)> Parts)
{
    public int RowCount => Parts.Sum(part => part.Rows.Length);

    /// <summary>Fit, tuning and unseen rows; those that have no row are left out.</summary>
    /// <param name="frames">All rows.</param>
    /// <param name="detector">Null when it is not known: rows are then unseen from <paramref name="fromRow"/> on.</param>
    /// <param name="fitRows">First rows of each entity that were fitted on.</param>
    /// <param name="fromRow">First row that counts as a result; null for all unseen rows.</param>
    public static IReadOnlyList<RowSlice> Of(IReadOnlyList<SeriesFrame> frames, Detector? detector, IReadOnlyDictionary<string, int> fitRows, int? fromRow)
    {
        if (detector is null && fromRow is null) return [new RowSlice("all", false, [.. frames.Select((frame, entity) => (entity, new StepRange(0, frame.StepCount - 1)))])];
        var (fit, tuning, unseen) = (new List<(int, StepRange)>(), new List<(int, StepRange)>(), new List<(int, StepRange)>());
        for (var entity = 0; entity < frames.Count; entity++)
        {
            var last = frames[entity].StepCount - 1;
            var fitted = detector is null ? fromRow!.Value : fitRows.GetValueOrDefault(frames[entity].Entity);
            Add(fit, entity, 0, Math.Min(fitted - 1, last));
            var next = fitted;
            if (detector is { Options.Threshold: { NeedsLabels: true } threshold } && fitRows.Count > 0)
            {
                var (start, end) = (threshold.Rows?.Start ?? fitted, Math.Min(threshold.Rows?.End ?? last, last));
                Add(unseen, entity, Math.Max(next, fromRow ?? 0), start - 1);
                Add(tuning, entity, start, end);
                next = end + 1;
            }
            Add(unseen, entity, Math.Max(next, fromRow ?? 0), last);
        }
        RowSlice[] slices = [new(detector is null ? "before" : "fit", false, fit), new("tuning", false, tuning), new("unseen", true, unseen)];
        return [.. slices.Where(slice => slice.Parts.Count > 0)];

        static void Add(List<(int, StepRange)> parts, int entity, int start, int end)
        {
            if (start <= end) parts.Add((entity, new StepRange(start, end)));
        }
    }
}
