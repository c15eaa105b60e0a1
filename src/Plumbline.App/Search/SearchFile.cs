using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Plumbline.App.Jobs;
using Plumbline.App.Terminal;
using Plumbline.Detection;
using Plumbline.Sequences;
using Plumbline.Tuning.Space;
using YamlDotNet.RepresentationModel;

namespace Plumbline.App.Search;

/// <summary>Reads searches: job files with a section <c>tune</c>.</summary>
internal static class SearchFile
{
    /// <summary>A search for a detector's settings.</summary>
    /// <param name="source">Name of the file, for messages.</param>
    /// <param name="changes">Of the command line: they stand above the file's own settings.</param>
    /// <param name="adjust">The same for its section.</param>
    /// <exception cref="UsageException">Anything wrong in the file, with its line.</exception>
    public static (SearchPlan Plan, Job Job) ReadDetector(TextReader text, string source, string name, IReadOnlyDictionary<string, string> changes, Func<TuneSection, TuneSection> adjust)
    {
        var root = JobFile.Parse(text, source);
        var job = JobFile.Read(root, source, null);
        var options = JsonSerializer.SerializeToNode(job.Options, DetectionJson.Default.DetectorOptions)!.AsObject();
        options = new SettingTree(options, DetectionJson.Default.DetectorOptions).Apply(changes);
        job = job with { Options = options.Deserialize(DetectionJson.Default.DetectorOptions)! };
        return (Read(root, source, name, options, DetectionJson.Default.DetectorOptions, adjust), job);
    }

    /// <summary>A search for the settings of a sequence model: <c>preset</c> names one of those, and other sections change it.</summary>
    public static SearchPlan ReadSequences(TextReader text, string source, string name, Func<TuneSection, TuneSection> adjust)
    {
        var root = JobFile.Parse(text, source);
        var preset = root is not null && JobTree.Child(root, "preset") is YamlScalarNode { Value: { } given } ? given : SequencePresets.All[0].Name;
        var start = SequencePresets.All.FirstOrDefault(one => one.Name == preset) ?? throw Spelling.NoPreset(preset, [.. SequencePresets.All.Select(one => one.Name)]);
        var options = JsonSerializer.SerializeToNode(start.Options, SequenceOptionsJson.Default.SequenceOptions)!.AsObject();
        var faults = new JobFaults(source);
        var tree = new JobTree(faults);
        var known = JobTree.Settable(SequenceOptionsJson.Default.SequenceOptions).Select(property => property.Name).ToList();
        foreach (var (keyNode, value) in root?.Children.AsEnumerable() ?? [])
        {
            var key = ((YamlScalarNode)keyNode).Value ?? "";
            if (key is "preset" or JobFile.Tune) continue;
            if (known.Contains(key)) tree.MergeProperty(options, key, value, SequenceOptionsJson.Default.SequenceOptions);
            else faults.AddUnknown(keyNode, key, [.. known, JobFile.Tune]);
        }
        faults.ThrowIfAny();
        return Read(root, source, name, options, SequenceOptionsJson.Default.SequenceOptions, adjust);
    }

    private static SearchPlan Read(YamlMappingNode? root, string source, string name, JsonObject options, JsonTypeInfo contract, Func<TuneSection, TuneSection> adjust)
    {
        if (root is null || JobTree.Child(root, JobFile.Tune) is not YamlMappingNode section)
            throw new UsageException($"{source}: found no section 'tune'; expected one that says what to search, or --search NAME for a search that is there already.");
        var faults = new JobFaults(source);
        var tree = new JobTree(faults);
        var tune = JsonSerializer.SerializeToNode(new TuneSection(), TuneJson.Default.TuneSection)!.AsObject();
        var rest = new YamlMappingNode(section.Children.Where(pair => !IsSpace(pair.Key)));
        tree.Merge(tune, rest, TuneJson.Default.TuneSection, JobFile.Tune);
        var settings = new SettingTree(options, contract);
        var space = new SearchSpace([]);
        if (JobTree.Child(section, "space") is { } node) space = new SpaceReader(settings, options, faults).Read(node);
        else faults.Add(section, "found no 'tune.space'", "paths of settings, each with what it may be");
        faults.ThrowIfAny();
        var read = adjust(tune.Deserialize(TuneJson.Default.TuneSection)!);
        foreach (var problem in read.Problems()) faults.AddProblem($"tune.{problem}", tree.Places);
        foreach (var problem in space.Problems()) faults.Add(JobTree.Child(section, "space"), problem, "a space that can be searched");
        faults.ThrowIfAny();
        return new SearchPlan(name, read, space, settings, options);
    }

    private static bool IsSpace(YamlNode key) => key is YamlScalarNode { Value: "space" };
}
