using System.Text.Json.Serialization;
using Plumbline.Tuning.Pruners;
using Plumbline.Tuning.Samplers;

namespace Plumbline.Tuning;

/// <summary>Generated JSON contracts of studies, trials and of how to go about them; no reflection.</summary>
/// <remarks>Names in camel case, enums by name, figures that are no numbers as <c>"NaN"</c>.</remarks>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, AllowOutOfOrderMetadataProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(StudyDefinition))]
[JsonSerializable(typeof(Trial))]
[JsonSerializable(typeof(PastWinner))]
[JsonSerializable(typeof(Sampler))]
[JsonSerializable(typeof(Pruner))]
public sealed partial class TuningJson : JsonSerializerContext;
