using Plumbline.Preprocessing;

namespace Plumbline.Failures;

/// <summary>The readable part of a bundle that holds a predictor of failures.</summary>
internal sealed record FailureManifest
{
    public required int FormatVersion { get; init; }

    /// <summary>Program that wrote it, for people.</summary>
    public required string Writer { get; init; }

    public required FailureOptions Options { get; init; }

    public required Preprocessor Preprocessor { get; init; }

    public required double Threshold { get; init; }

    public required FailureSummary Summary { get; init; }

    /// <summary>SHA-256 of every other part, hexadecimal, by part name.</summary>
    public required IReadOnlyDictionary<string, string> Parts { get; init; }
}
