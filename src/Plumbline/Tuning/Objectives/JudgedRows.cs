using Plumbline.Data;

namespace Plumbline.Tuning.Objectives;

/// <summary>Rows of one entity that judge a detector, after those it needs to know before.</summary>
/// <param name="Frame">All of them.</param>
/// <param name="Lead">How many, from the first, are only there so that windows of the others are whole.</param>
public sealed record JudgedRows(SeriesFrame Frame, int Lead)
{
    public int Count => Frame.StepCount - Lead;

    internal ReadOnlyMemory<int> Labels => Frame.HasLabels ? Frame.Labels[Lead..] : new int[Count];
}
