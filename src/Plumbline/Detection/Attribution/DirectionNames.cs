using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plumbline.Detection.Attribution;

/// <summary>Directions as documents spell them: <c>low</c>, <c>high</c>, <c>silent</c>.</summary>
public sealed class DirectionNames() : JsonStringEnumConverter<Direction>(JsonNamingPolicy.SnakeCaseLower);
