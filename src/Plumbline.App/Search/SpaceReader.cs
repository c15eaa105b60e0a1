using System.Globalization;
using System.Text.Json.Nodes;
using Plumbline.App.Jobs;
using Plumbline.Tuning.Space;
using YamlDotNet.RepresentationModel;

namespace Plumbline.App.Search;

/// <summary>Reads <c>tune.space</c>: under each setting's path what it may be. Every bound and every choice is put into the options, so that a search never meets a value that no job file could hold.</summary>
/// <remarks><c>{low, high, scale, step}</c> is a range, a list or <c>{choices}</c> a choice; <c>{mirrors}</c>, <c>{sameAs}</c>, <c>{times, of}</c> and <c>{table, of}</c> follow from another setting;
/// <c>when: {path: choices}</c> with any of them makes it depend on a choice.</remarks>
internal sealed class SpaceReader(SettingTree tree, JsonObject options, JobFaults faults)
{
    private static readonly string[] Keys = ["low", "high", "scale", "step", "choices", "mirrors", "sameAs", "times", "of", "table", "when"];
    private readonly List<Parameter> parameters = [];

    public SearchSpace Read(YamlNode node)
    {
        if (node is not YamlMappingNode mapping)
        {
            faults.Add(node, "found no settings under 'tune.space'", "paths of settings, each with what it may be");
            return new SearchSpace([]);
        }
        foreach (var (key, value) in mapping.Children)
        {
            var path = ((YamlScalarNode)key).Value ?? "";
            var what = value is YamlSequenceNode list ? new YamlMappingNode(new YamlScalarNode("choices"), list) : value as YamlMappingNode;
            if (what is null) faults.Add(value, $"found '{SettingTree.Text(value)}' for '{path}'", "a list of choices, or low and high");
            else if (Parameter(path, value, what) is { } parameter) parameters.Add(parameter);
        }
        return new SearchSpace(parameters);
    }

    private Parameter? Parameter(string path, YamlNode at, YamlMappingNode what)
    {
        foreach (var (key, _) in what.Children)
        {
            if (key is YamlScalarNode { Value: { } name } && !Keys.Contains(name)) faults.AddUnknown(key, name, Keys);
        }
        var when = Condition(what);
        var probe = options.DeepClone().AsObject();
        if (when is not null) Probe(probe, when.Parameter, SettingTree.ParseValue(when.Values[0]), new JobFaults(""));
        var parameter = Kind(path, at, what, probe);
        return parameter is null ? null : parameter with { When = when };
    }

    private Parameter? Kind(string path, YamlNode at, YamlMappingNode what, JsonObject probe)
    {
        if (JobTree.Child(what, "mirrors") is YamlScalarNode mirrored) return new MirroredParameter(path, mirrored.Value ?? "");
        if (JobTree.Child(what, "sameAs") is YamlScalarNode same) return new ScaledParameter(path, same.Value ?? "", 1);
        if (JobTree.Child(what, "of") is YamlScalarNode { Value: { } of })
        {
            if (JobTree.Child(what, "table") is YamlMappingNode table) return new TabledParameter(path, of, table.Children.ToDictionary(pair => SettingTree.Text(pair.Key), pair => SettingTree.Text(pair.Value)));
            if (JobTree.Child(what, "times") is { } times && Number(times) is { } factor) return new ScaledParameter(path, of, factor);
            faults.Add(at, $"found '{path}' of '{of}' without times or table", "one of the two");
            return null;
        }
        if (JobTree.Child(what, "choices") is { } choices)
        {
            if (choices is not YamlSequenceNode list)
            {
                faults.Add(choices, $"found no list for the choices of '{path}'", "a list");
                return null;
            }
            var isWrong = false;
            foreach (var item in list.Children) isWrong |= !Probe(probe.DeepClone().AsObject(), path, item, faults);
            return isWrong ? null : new ChoiceParameter(path, [.. list.Children.Select(SettingTree.Text)]);
        }
        return Range(path, at, what, probe);
    }

    private Parameter? Range(string path, YamlNode at, YamlMappingNode what, JsonObject probe)
    {
        if (JobTree.Child(what, "low") is not { } lowest || JobTree.Child(what, "high") is not { } highest)
        {
            faults.Add(at, $"found '{path}' without low and high", "both, or choices, or a setting that it follows");
            return null;
        }
        if (Number(lowest) is not { } low || Number(highest) is not { } high) return null;
        var scale = ParameterScale.Linear;
        if (JobTree.Child(what, "scale") is YamlScalarNode { Value: { } named } given && !Enum.TryParse(named, ignoreCase: true, out scale))
        {
            faults.Add(given, $"found the scale '{named}'", JobFaults.OneOf(named, JobScalar.NamesOf(typeof(ParameterScale))));
            return null;
        }
        double? step = null;
        if (JobTree.Child(what, "step") is { } width && (step = Number(width)) is null) return null;
        // Where a fraction may stand, every number may.
        var isReal = Probe(probe.DeepClone().AsObject(), path, new YamlScalarNode((low + 0.5).ToString(CultureInfo.InvariantCulture)), new JobFaults(""));
        if (!Probe(probe.DeepClone().AsObject(), path, lowest, faults) || !Probe(probe.DeepClone().AsObject(), path, highest, faults)) return null;
        Parameter parameter = isReal ? new RealParameter(path, low, high) { Scale = scale, Step = step } : new IntegerParameter(path, (int)low, (int)high) { Scale = scale, Step = (int)(step ?? 1) };
        if (parameter.Problems().ToList() is not { Count: > 0 } problems) return parameter;
        foreach (var problem in problems) faults.Add(at, problem, "a range that can be searched");
        return null;
    }

    private static ParameterCondition? Condition(YamlMappingNode what) =>
        JobTree.Child(what, "when") is YamlMappingNode { Children.Count: 1 } when && when.Children.First() is var (key, values)
            ? new ParameterCondition(SettingTree.Text(key), values is YamlSequenceNode list ? [.. list.Children.Select(SettingTree.Text)] : [SettingTree.Text(values)])
            : null;

    private double? Number(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return number;
        faults.Add(node, $"found '{SettingTree.Text(node)}'", "a number");
        return null;
    }

    // Whether a setting may have this value, as far as its type goes.
    private bool Probe(JsonObject target, string path, YamlNode value, JobFaults to)
    {
        var found = new JobFaults("");
        tree.Put(target, path, value, found);
        to.AddAll(found, value);
        return found.Count == 0;
    }
}
