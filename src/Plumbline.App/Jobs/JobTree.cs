using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using YamlDotNet.RepresentationModel;

namespace Plumbline.App.Jobs;

/// <summary>Lays YAML over the JSON of a preset, checked key by key against the generated contracts.</summary>
internal sealed class JobTree(JobFaults faults)
{
    private const string Kind = "kind";
    private readonly Dictionary<string, long> places = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Line of every path that was set.</summary>
    public IReadOnlyDictionary<string, long> Places => places;

    public static YamlNode? Child(YamlMappingNode node, string key) =>
        node.Children.FirstOrDefault(child => child.Key is YamlScalarNode scalar && scalar.Value == key).Value;

    /// <summary>The keys a person may set: those that reading assigns, not what is computed from them.</summary>
    public static IEnumerable<JsonPropertyInfo> Settable(JsonTypeInfo type) =>
        type.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null);

    /// <param name="target">Changed; holds the values that stay as they are.</param>
    public void Merge(JsonObject target, YamlNode node, JsonTypeInfo type, string path)
    {
        if (node is YamlScalarNode { Value: null or "" or "~" or "null" }) return; // a section that is all comments
        if (node is not YamlMappingNode mapping)
        {
            faults.Add(node, $"found {Shown(node)} for '{path}'", "a section with keys");
            return;
        }
        if (type.PolymorphismOptions is { } choices && !TryChoose(target, mapping, choices, path, ref type)) return;
        foreach (var (keyNode, value) in mapping.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            if (key == Kind && type.PolymorphismOptions is null && target.ContainsKey(Kind) && Settable(type).All(property => property.Name != Kind)) continue;
            if (Settable(type).Any(property => property.Name == key)) MergeProperty(target, key, value, type, $"{path}.");
            else faults.AddUnknown(keyNode, key, [.. target.ContainsKey(Kind) ? [Kind] : Array.Empty<string>(), .. Settable(type).Select(property => property.Name)]);
        }
    }

    /// <summary>One key of an object.</summary>
    public void MergeProperty(JsonObject target, string key, YamlNode value, JsonTypeInfo type, string prefix = "")
    {
        var property = Settable(type).First(property => property.Name == key);
        var path = prefix + key;
        places[path] = value.Start.Line;
        var valueType = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var mayBeNull = valueType != property.PropertyType || property.IsSetNullable;
        if (mayBeNull && value is YamlScalarNode { Style: not YamlDotNet.Core.ScalarStyle.DoubleQuoted and not YamlDotNet.Core.ScalarStyle.SingleQuoted, Value: null or "" or "~" or "null" })
        {
            target[key] = null;
            return;
        }
        var contract = type.Options.GetTypeInfo(valueType);
        if (contract.Kind == JsonTypeInfoKind.Object)
        {
            var isChoice = contract.PolymorphismOptions is not null;
            if (target[key] is not JsonObject section) target[key] = section = isChoice ? new JsonObject { [Kind] = "" } : [];
            // Of a choice its kind alone may be given.
            Merge(section, isChoice && value is YamlScalarNode ? new YamlMappingNode(new YamlScalarNode(Kind), value) : value, contract, path);
        }
        else if (contract.Kind == JsonTypeInfoKind.Enumerable)
        {
            if (List(value, type.Options.GetTypeInfo(contract.ElementType!), path) is { } list) target[key] = list;
        }
        else if (Scalar(value, valueType, path) is { } scalar)
        {
            target[key] = scalar;
        }
    }

    private bool TryChoose(JsonObject target, YamlMappingNode mapping, JsonPolymorphismOptions choices, string path, ref JsonTypeInfo type)
    {
        var wanted = Child(mapping, Kind) is { } node ? (node as YamlScalarNode)?.Value ?? "" : target[Kind]!.GetValue<string>();
        var choice = choices.DerivedTypes.FirstOrDefault(derived => derived.TypeDiscriminator as string == wanted);
        if (choice.DerivedType is null)
        {
            faults.Add(Child(mapping, Kind), $"found the {path}.{Kind} '{wanted}'", JobFaults.OneOf(wanted, choices.DerivedTypes.Select(derived => (string)derived.TypeDiscriminator!)));
            return false;
        }
        if (target[Kind]!.GetValue<string>() != wanted)
        {
            target.Clear();
            foreach (var (key, value) in KindDefaults.Of(choice.DerivedType, type)) target[key] = value?.DeepClone();
        }
        type = type.Options.GetTypeInfo(choice.DerivedType);
        return true;
    }

    private JsonArray? List(YamlNode node, JsonTypeInfo element, string path)
    {
        // One value stands for a list of one.
        if (node is not YamlSequenceNode sequence) return Item(node, element, path, 0) is { } single ? [single] : null;
        var list = new JsonArray();
        foreach (var item in sequence.Children) list.Add(Item(item, element, path, list.Count));
        return list;
    }

    // A section of a list starts from the defaults of its kind, never from what the preset's list has in its place.
    private JsonNode? Item(YamlNode node, JsonTypeInfo element, string path, int index)
    {
        if (element.PolymorphismOptions is null) return Scalar(node, element.Type, path);
        if (node is not YamlMappingNode)
        {
            faults.Add(node, $"found {Shown(node)} for '{path}'", "sections with keys");
            return null;
        }
        var section = new JsonObject { [Kind] = "" };
        Merge(section, node, element, $"{path}[{index}]");
        return section;
    }

    private JsonValue? Scalar(YamlNode node, Type type, string path)
    {
        if (node is YamlScalarNode { Value: { } text } && JobScalar.TryParse(text, type, out var value)) return value;
        faults.Add(node, $"found {Shown(node)} for '{path}'", node is YamlScalarNode { Value: { } name } && type.IsEnum
            ? JobFaults.OneOf(name, JobScalar.NamesOf(type)) : JobScalar.Describe(type));
        return null;
    }

    private static string Shown(YamlNode node) => node switch
    {
        YamlScalarNode { Value: null or "" } => "nothing",
        YamlScalarNode scalar => $"'{scalar.Value}'",
        YamlSequenceNode => "a list",
        _ => "a section",
    };
}
