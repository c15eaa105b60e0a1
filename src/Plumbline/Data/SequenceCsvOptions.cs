namespace Plumbline.Data;

/// <summary>How to read a sequence CSV.</summary>
public sealed record SequenceCsvOptions
{
    /// <summary>Whether the last column is the label. Null, the default: it is when the other columns have several steps and it
    /// has one value. Must be said when sequences have a single step.</summary>
    public bool? Labelled { get; init; }

    /// <summary>Whether the first line names the columns; default false, the published format has no header.</summary>
    public bool HasHeader { get; init; }

    /// <summary>Signal names in column order; by default those of the header, or <c>tag_0</c>, <c>tag_1</c>, ... without one.</summary>
    public IReadOnlyList<string>? Signals { get; init; }

    /// <summary>What stands for an empty cell, [signal], in the form of a cell (<c>0;0;...</c>); by default an empty cell is a fault.</summary>
    public IReadOnlyList<string>? Defaults { get; init; }
}
