using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Plumbline.Detection;
using Plumbline.Sequences;

namespace Plumbline.App.Jobs;

/// <summary>Writes detector options as a job file, every setting with its value, that <see cref="JobFile"/> reads back to the same options.</summary>
internal static class JobWriter
{
    public static void Write(DetectorOptions options, TextWriter writer)
    {
        var json = JsonSerializer.SerializeToNode(options, DetectionJson.Default.DetectorOptions)!.AsObject();
        Write(writer, json, DetectionJson.Default.DetectorOptions, "");
    }

    /// <summary>The same of a sequence model's options, which have no job file but are searched.</summary>
    public static void Write(SequenceOptions options, TextWriter writer) =>
        Write(writer, JsonSerializer.SerializeToNode(options, SequenceOptionsJson.Default.SequenceOptions)!.AsObject(), SequenceOptionsJson.Default.SequenceOptions, "");

    private static void Write(TextWriter writer, JsonObject json, JsonTypeInfo type, string indent)
    {
        if (type.PolymorphismOptions is { } choices)
        {
            var kind = json["kind"]!.GetValue<string>();
            writer.WriteLine($"{indent}kind: {kind}");
            type = type.Options.GetTypeInfo(choices.DerivedTypes.First(derived => (string)derived.TypeDiscriminator! == kind).DerivedType);
        }
        foreach (var property in JobTree.Settable(type))
        {
            var value = json[property.Name];
            if (value is JsonObject section)
            {
                writer.WriteLine($"{indent}{property.Name}:");
                Write(writer, section, type.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType), indent + "  ");
            }
            else if (value is JsonArray { Count: > 0 } list && list.All(item => item is JsonObject))
            {
                writer.WriteLine($"{indent}{property.Name}:");
                var element = type.Options.GetTypeInfo(type.Options.GetTypeInfo(property.PropertyType).ElementType!);
                foreach (var item in list)
                {
                    using var lines = new StringWriter { NewLine = writer.NewLine };
                    Write(lines, item!.AsObject(), element, indent + "    ");
                    writer.Write($"{indent}  - {lines.ToString().AsSpan(indent.Length + 4)}");
                }
            }
            else
            {
                writer.WriteLine($"{indent}{property.Name}: {Flow(value, property.PropertyType)}");
            }
        }
    }

    // JSON is YAML: scalars and lists are written as JSON has them, only names without quotes.
    private static string Flow(JsonNode? value, Type type) => value switch
    {
        null => "null",
        JsonValue name when type.IsEnum => JsonNamingPolicy.CamelCase.ConvertName(name.GetValue<string>()),
        JsonValue text when text.TryGetValue<string>(out var plain) && plain.Length > 0 && plain.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && char.IsAsciiLetter(plain[0]) => plain,
        _ => value.ToJsonString().Replace(",", ", ", StringComparison.Ordinal),
    };
}
