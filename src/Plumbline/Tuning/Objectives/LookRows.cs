namespace Plumbline.Tuning.Objectives;

/// <summary>A part of the rows that validate, for looking between epochs: what is compared there is trials at the same step, for which a part will do, and judging must not cost more than training.</summary>
internal static class LookRows
{
    /// <summary>Of each entity a stretch with as many events as can be, the first of equals; all rows where they are few.</summary>
    /// <param name="most">Rows of all entities together, about.</param>
    public static IReadOnlyList<JudgedRows> Of(IReadOnlyList<JudgedRows> rows, int most)
    {
        var all = rows.Sum(one => one.Count);
        if (all <= most) return rows;
        var parts = rows.Select(one => Part(one, Math.Max(1, (int)((long)most * one.Count / all)))).ToList();
        // Of many short entities each stretch may have missed the few events.
        return rows.Any(HasBoth) && !parts.Any(HasBoth) ? rows : parts;
    }

    private static JudgedRows Part(JudgedRows rows, int length)
    {
        var labels = rows.Labels.Span;
        var (best, most) = (0, -1);
        var starts = 0; // of events in the stretch that ends here
        for (var row = 1; row < labels.Length; row++)
        {
            if (StartsEvent(labels, row)) starts++;
            if (row - length >= 1 && StartsEvent(labels, row - length)) starts--;
            if (row + 1 < length || starts <= most) continue;
            (best, most) = (Math.Max(0, row + 1 - length), starts);
        }
        var lead = Math.Min(rows.Lead + best, TuningRows.LongestLead);
        return new JudgedRows(rows.Frame.Slice(rows.Lead + best - lead, lead + length), lead);
    }

    private static bool StartsEvent(ReadOnlySpan<int> labels, int row) => labels[row] != 0 && labels[row - 1] == 0;

    private static bool HasBoth(JudgedRows rows) => rows.Labels.Span.ContainsAnyExcept(0) && rows.Labels.Span.Contains(0);
}
