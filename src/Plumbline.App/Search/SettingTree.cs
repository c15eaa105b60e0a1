using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Plumbline.App.Jobs;
using Plumbline.App.Terminal;
using YamlDotNet.RepresentationModel;

namespace Plumbline.App.Search;

/// <summary>Puts settings into options by their paths, such as <c>train.learningRate</c> or <c>model.units[0]</c>, each checked as if it stood in a job file.</summary>
/// <param name="start">Options without the settings.</param>
/// <param name="contract">Of the options.</param>
internal sealed class SettingTree(JsonObject start, JsonTypeInfo contract)
{
    /// <summary>Options with settings, in the order given.</summary>
    /// <exception cref="UsageException">A path that there is not, or a value of another type; with the nearest name.</exception>
    public JsonObject Apply(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var options = start.DeepClone().AsObject();
        foreach (var (path, text) in settings)
        {
            var faults = new JobFaults($"setting {path}");
            Put(options, path, ParseValue(text), faults);
            faults.ThrowIfAny();
        }
        return options;
    }

    /// <summary>Puts one value, and adds what is wrong with it to the faults.</summary>
    public void Put(JsonObject options, string path, YamlNode value, JobFaults faults)
    {
        var keys = path.Split('.');
        if (Indexed(ref keys[^1]) is { } index)
        {
            if (At(options, string.Join('.', keys)) is not JsonArray list || index >= list.Count)
            {
                faults.Add(value, $"found '{path}', of which there is no number {index}", "the number of something that is in the list, from 0");
                return;
            }
            var items = list.Select((item, i) => i == index ? value : ParseValue(Text(item))).ToArray();
            value = new YamlSequenceNode(items);
        }
        foreach (var key in keys.Skip(1).Reverse()) value = new YamlMappingNode(new YamlScalarNode(key), value);
        if (JobTree.Settable(contract).Any(property => property.Name == keys[0])) new JobTree(faults).MergeProperty(options, keys[0], value, contract);
        else faults.AddUnknown(value, keys[0], [.. JobTree.Settable(contract).Select(property => property.Name)]);
    }

    /// <summary>The setting that options have at a path, as a job file would have it; null if there is none.</summary>
    public static string? TextAt(JsonObject options, string path)
    {
        var keys = path.Split('.');
        var index = Indexed(ref keys[^1]);
        var node = At(options, string.Join('.', keys));
        if (index is { } i) node = node is JsonArray list && i < list.Count ? list[i] : null;
        return node is null ? null : Text(node);
    }

    public static YamlNode ParseValue(string text)
    {
        var yaml = new YamlStream();
        using var reader = new StringReader(text);
        yaml.Load(reader);
        return yaml.Documents.Count == 0 ? new YamlScalarNode("") : yaml.Documents[0].RootNode;
    }

    /// <summary>A value of a job file on one line.</summary>
    public static string Text(YamlNode node) => node switch
    {
        YamlSequenceNode list => $"[{string.Join(", ", list.Children.Select(Text))}]",
        YamlMappingNode map => $"{{{string.Join(", ", map.Children.Select(pair => $"{Text(pair.Key)}: {Text(pair.Value)}"))}}}",
        _ => ((YamlScalarNode)node).Value ?? "null",
    };

    private static string Text(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray list => $"[{string.Join(", ", list.Select(Text))}]",
        JsonObject map => $"{{{string.Join(", ", map.Select(pair => $"{pair.Key}: {Text(pair.Value)}"))}}}",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };

    private static JsonNode? At(JsonObject options, string path)
    {
        JsonNode? node = options;
        foreach (var key in path.Split('.')) node = (node as JsonObject)?[key];
        return node;
    }

    private static int? Indexed(ref string key)
    {
        if (key is not [.., ']'] || key.IndexOf('[', StringComparison.Ordinal) is var open && open < 0 || !int.TryParse(key[(open + 1)..^1], out var index)) return null;
        key = key[..open];
        return index;
    }
}
