using System.Text.Json.Serialization;
using Plumbline.Detection.Attribution;
using Plumbline.Models;

namespace Plumbline.Detection;

/// <summary>Generated JSON contracts of what goes in and out of a detector: options and verdicts; no reflection.</summary>
/// <remarks>Names in camel case, enums by name in any case, NaN as <c>"NaN"</c>.</remarks>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, AllowOutOfOrderMetadataProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = [typeof(StatusNames), typeof(DirectionNames)])]
[JsonSerializable(typeof(DetectorOptions))]
[JsonSerializable(typeof(ModelOptions))]
[JsonSerializable(typeof(Verdict))]
[JsonSerializable(typeof(IReadOnlyList<Verdict>))]
public sealed partial class DetectionJson : JsonSerializerContext;
