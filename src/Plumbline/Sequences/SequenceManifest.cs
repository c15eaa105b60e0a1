namespace Plumbline.Sequences;

/// <summary>The readable part of a sequence bundle.</summary>
internal sealed record SequenceManifest
{
    public required int FormatVersion { get; init; }

    /// <summary>Program that wrote it, for people.</summary>
    public required string Writer { get; init; }

    public required SequenceOptions Options { get; init; }

    public required IReadOnlyList<string> Signals { get; init; }

    public required int StepCount { get; init; }

    /// <summary>Sequences of the first phase.</summary>
    public required SequenceSource Train { get; init; }

    /// <summary>Sequences of the second phase; null while it is not done.</summary>
    public SequenceSource? Normal { get; init; }

    /// <summary>Null while the third phase is not done.</summary>
    public SequenceThresholds? Thresholds { get; init; }

    /// <summary>SHA-256 of every other part, hexadecimal, by part name.</summary>
    public required IReadOnlyDictionary<string, string> Parts { get; init; }
}
