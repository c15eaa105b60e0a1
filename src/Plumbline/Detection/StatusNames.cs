using System.Text.Json;
using System.Text.Json.Serialization;
using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Statuses as files and documents spell them: <c>normal</c>, <c>anomalous</c>, <c>not_enough_data</c>.</summary>
public sealed class StatusNames() : JsonStringEnumConverter<VerdictStatus>(JsonNamingPolicy.SnakeCaseLower);
