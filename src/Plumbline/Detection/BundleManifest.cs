using System.Text.Json.Serialization;
using Plumbline.Detection.Thresholds;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>The readable part of a bundle: <c>manifest.json</c>.</summary>
internal sealed record BundleManifest
{
    public required int FormatVersion { get; init; }

    /// <summary>Program that wrote it, for people.</summary>
    public required string Writer { get; init; }

    public required string Id { get; init; }

    public required DetectorOptions Options { get; init; }

    public required Preprocessor Preprocessor { get; init; }

    public required ScoreKind Score { get; init; }

    public required long CalibrationWindows { get; init; }

    /// <summary>Vectors behind the Mahalanobis statistics; 0 without them.</summary>
    public required long DistanceCount { get; init; }

    /// <summary>Absolute ridge of the Mahalanobis factor; 0 without it.</summary>
    public required double DistanceRidge { get; init; }

    public required Threshold Threshold { get; init; }

    public required FitSummary Summary { get; init; }

    /// <summary>SHA-256 of every other part, hexadecimal, by part name.</summary>
    public required IReadOnlyDictionary<string, string> Parts { get; init; }
}

/// <summary>Generated JSON contract of the manifest; no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(BundleManifest))]
internal sealed partial class BundleJson : JsonSerializerContext;
