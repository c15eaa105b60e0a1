using System.Text.Json.Serialization;

namespace Plumbline.Failures;

/// <summary>Generated JSON contracts of options and manifest; no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(FailureManifest))]
[JsonSerializable(typeof(FailureModelOptions))]
[JsonSerializable(typeof(FailureOptions))]
internal sealed partial class FailureJson : JsonSerializerContext;
