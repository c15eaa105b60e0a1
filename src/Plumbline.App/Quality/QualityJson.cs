using System.Text.Json.Serialization;

namespace Plumbline.App.Quality;

/// <summary>Generated JSON contracts of what is kept between runs, a line each, and of the files beside series.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(QualityResult))]
[JsonSerializable(typeof(List<GuiltyEvent>))]
internal sealed partial class QualityJson : JsonSerializerContext;
