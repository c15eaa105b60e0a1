using System.Text.Json;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Plumbline.App.Jobs;

/// <summary>Reads job files: YAML (and so JSON) with the sections <c>source preset prepare clean model train calibrate threshold alert sinks</c>, and <c>tune</c>, which a fit does not look at.</summary>
internal static class JobFile
{
    /// <summary>Section of a search.</summary>
    public const string Tune = "tune";

    private static readonly string[] Sections = ["source", "preset", "prepare", "clean", "model", "train", "calibrate", "threshold", "alert", "sinks", Tune];

    // Of section train: which rows to learn from.
    private static readonly string[] OfEveryModel = ["rows", "until", "skipLabelled", "skipFailed", "seed"];

    /// <param name="text">Of the file.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="preset">Preset that stands in for the file's own; null for the file's, or else the default.</param>
    /// <exception cref="UsageException">Unknown keys, wrong types, settings out of range: all of one kind in one message, with their lines.</exception>
    public static Job Read(TextReader text, string source, string? preset) => Read(Parse(text, source), source, preset);

    /// <inheritdoc cref="Read(TextReader, string, string?)"/>
    /// <param name="root">As <see cref="Parse"/> gives it.</param>
    public static Job Read(YamlMappingNode? root, string source, string? preset)
    {
        var faults = new JobFaults(source);
        var name = preset ?? (root is not null && JobTree.Child(root, "preset") is YamlScalarNode { Value: { } given } ? given : Start(root));
        if (Presets.All.All(known => known.Name != name))
        {
            faults.Add(root is null ? null : JobTree.Child(root, "preset"), $"found the preset '{name}'", JobFaults.OneOf(name, Presets.All.Select(known => known.Name)));
            faults.ThrowIfAny();
        }
        var tree = new JobTree(faults);
        var options = JsonSerializer.SerializeToNode(Presets.Named(name).Options, DetectionJson.Default.DetectorOptions)!.AsObject();
        var origin = JsonSerializer.SerializeToNode(new JobSource(), JobJson.Default.JobSource)!.AsObject();
        var sinks = JsonSerializer.SerializeToNode(new JobSinks(), JobJson.Default.JobSinks)!.AsObject();
        foreach (var (keyNode, value) in root?.Children.AsEnumerable() ?? [])
        {
            var key = ((YamlScalarNode)keyNode).Value ?? "";
            if (key == "source") tree.Merge(origin, value, JobJson.Default.JobSource, key);
            else if (key == "sinks") tree.Merge(sinks, value, JobJson.Default.JobSinks, key);
            else if (key is "preset" or Tune) continue;
            else if (Sections.Contains(key)) tree.MergeProperty(options, key, value, DetectionJson.Default.DetectorOptions);
            else faults.AddUnknown(keyNode, key, Sections);
        }
        faults.ThrowIfAny();
        var job = new Job
        {
            Source = origin.Deserialize(JobJson.Default.JobSource)!,
            Options = options.Deserialize(DetectionJson.Default.DetectorOptions)! with { Preset = name },
            Sinks = sinks.Deserialize(JobJson.Default.JobSinks)!,
        };
        foreach (var problem in job.Options.Problems()) faults.AddProblem(problem, tree.Places);
        faults.ThrowIfAny();
        return job;
    }

    // Of a file that names none: the preset of the model it asks for, whose other settings suit that; the dense network where it says how to train or calibrate one;
    // else the default, to which none of that applies.
    private static string Start(YamlMappingNode? root)
    {
        if (root is null) return Presets.All[0].Name;
        var kind = JobTree.Child(root, "model") is YamlMappingNode model && JobTree.Child(model, "kind") is YamlScalarNode { Value: { } given } ? given : null;
        var asksForOne = new[] { "model", "clean", "calibrate" }.Any(section => JobTree.Child(root, section) is not null)
            || (JobTree.Child(root, "train") is YamlMappingNode train && train.Children.Keys.Any(key => key is YamlScalarNode { Value: { } name } && !OfEveryModel.Contains(name)));
        return Presets.All.FirstOrDefault(known => known.Name == kind)?.Name ?? (asksForOne ? "dense" : Presets.All[0].Name);
    }

    /// <summary>The sections; null of an empty file.</summary>
    public static YamlMappingNode? Parse(TextReader text, string source)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(text);
            if (yaml.Documents.Count == 0) return null;
            return yaml.Documents[0].RootNode as YamlMappingNode
                ?? throw new DataFormatException(source, $"line {yaml.Documents[0].RootNode.Start.Line}", "no section", $"sections such as {string.Join(", ", Sections)}");
        }
        catch (YamlException fault)
        {
            throw new DataFormatException(source, $"line {fault.Start.Line}, column {fault.Start.Column}", $"text that is no YAML ({fault.Message.TrimEnd('.')})", "a job file", fault);
        }
    }
}
