using System.Text.Json.Serialization;

namespace Plumbline.Sequences;

/// <summary>Generated JSON contracts of options and manifest; no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(SequenceManifest))]
[JsonSerializable(typeof(SequenceModelOptions))]
[JsonSerializable(typeof(SequenceOptions))]
internal sealed partial class SequenceJson : JsonSerializerContext;
