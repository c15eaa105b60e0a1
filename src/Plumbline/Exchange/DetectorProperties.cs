using System.Globalization;
using System.Text;
using System.Text.Json;
using Plumbline.Detection;

namespace Plumbline.Exchange;

/// <summary>What a program needs besides the network to scale rows, score them and judge, as texts.</summary>
internal static class DetectorProperties
{
    /// <summary>Those that say what the network's values mean.</summary>
    public static readonly string[] Scaling = ["plumbline.signals", "plumbline.centers", "plumbline.scales", "plumbline.clip", "plumbline.clip_at"];

    public static IReadOnlyList<KeyValuePair<string, string>> Of(Detector detector)
    {
        var (signals, scaler) = (detector.Preprocessor.Signals, detector.Preprocessor.Scaler);
        return
        [
            new("plumbline.detector", detector.Id),
            new("plumbline.signals", Json(signals, (json, name) => json.WriteStringValue(name))),
            new("plumbline.centers", Json(scaler.Signals, (json, scale) => json.WriteNumberValue(scale.Center))),
            new("plumbline.scales", Json(scaler.Signals, (json, scale) => json.WriteNumberValue(scale.Scale))),
            new("plumbline.clip", Camel(scaler.Options.Clip)),
            new("plumbline.clip_at", scaler.Options.ClipAt.ToString("R", CultureInfo.InvariantCulture)),
            new("plumbline.score", Camel(detector.Errors.Kind)),
            new("plumbline.deviations", Json(detector.Errors.SignalDeviations.ToArray(), (json, deviation) => json.WriteNumberValue(deviation))),
            new("plumbline.threshold", detector.Threshold.Value.ToString("R", CultureInfo.InvariantCulture)),
        ];
    }

    // As job files and bundles spell it.
    private static string Camel(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Json<T>(IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var item in items) write(json, item);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
