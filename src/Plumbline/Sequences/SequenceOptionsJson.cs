using System.Text.Json.Serialization;

namespace Plumbline.Sequences;

/// <summary>Generated JSON contract of the options; no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, AllowOutOfOrderMetadataProperties = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SequenceOptions))]
public sealed partial class SequenceOptionsJson : JsonSerializerContext;
