using System.Text.Json;
using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.App.Documents;

/// <summary>Statuses as files and documents spell them: <c>normal</c>, <c>anomalous</c>, <c>not_enough_data</c>.</summary>
internal sealed class StatusNames() : JsonStringEnumConverter<VerdictStatus>(JsonNamingPolicy.SnakeCaseLower);

/// <summary>Directions as documents spell them: <c>low</c>, <c>high</c>, <c>silent</c>.</summary>
internal sealed class DirectionNames() : JsonStringEnumConverter<Direction>(JsonNamingPolicy.SnakeCaseLower);
