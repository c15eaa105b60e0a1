namespace Plumbline.Data;

/// <summary>A run of consecutive steps, both ends included.</summary>
public readonly record struct StepRange(int Start, int End)
{
    public int Length => End - Start + 1;

    public bool Touches(StepRange other) => Start <= other.End && other.Start <= End;

    /// <summary>The maximal runs of true, in order. Two runs without a gap between them are one.</summary>
    public static List<StepRange> FromFlags(ReadOnlySpan<bool> flags)
    {
        var ranges = new List<StepRange>();
        for (var step = 0; step < flags.Length; step++)
        {
            if (!flags[step]) continue;
            var start = step;
            while (step + 1 < flags.Length && flags[step + 1]) step++;
            ranges.Add(new StepRange(start, step));
        }
        return ranges;
    }

    /// <summary>The maximal runs of labels that are not 0; modes that follow each other without a gap are one run.</summary>
    public static List<StepRange> FromLabels(ReadOnlySpan<int> labels)
    {
        var flags = new bool[labels.Length];
        for (var step = 0; step < labels.Length; step++) flags[step] = labels[step] != 0;
        return FromFlags(flags);
    }
}
