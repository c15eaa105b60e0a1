using System.Text.Json;
using System.Text.Json.Nodes;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Neural;

namespace Plumbline.Sequences;

/// <summary>The phases that are done, as a file: a zip with <c>sequence.json</c> and <c>weights.safetensors</c>, hashed as every bundle.</summary>
public static class SequenceBundle
{
    /// <summary>Version written; versions from 1 up to it are read.</summary>
    public const int FormatVersion = 1;

    private const string ManifestPart = "sequence.json";
    private const string Expected = "a sequence bundle (.plumb) as 'sequence fit' writes it";

    public static void Write(SequencePhases phases, Stream stream)
    {
        var reconstruction = phases.Reconstruction;
        var weights = SafeTensors.Write([.. reconstruction.ToTensors(), .. phases.Errors?.ToTensors() ?? []]);
        var manifest = new SequenceManifest
        {
            FormatVersion = FormatVersion,
            Writer = BundleZip.Writer,
            Options = reconstruction.Options,
            Signals = reconstruction.Signals,
            StepCount = reconstruction.StepCount,
            Train = reconstruction.Source,
            Normal = phases.Errors?.Source,
            Thresholds = phases.Thresholds,
            Parts = BundleZip.Hashes(weights),
        };
        BundleZip.Write(stream, ManifestPart, JsonSerializer.SerializeToUtf8Bytes(manifest, SequenceJson.Default.SequenceManifest), weights);
    }

    /// <param name="stream">Read to its end; need not be seekable.</param>
    /// <param name="source">File name, for messages.</param>
    /// <exception cref="DataFormatException">The file is no sequence bundle, damaged, altered, or of a newer format.</exception>
    public static SequencePhases Read(Stream stream, string source)
    {
        try
        {
            using var zip = new BundleZip(stream, source, Expected);
            var manifest = Complete(zip.Manifest(ManifestPart, FormatVersion)).Deserialize(SequenceJson.Default.SequenceManifest) ?? throw new FormatException("no manifest");
            var tensors = new NamedTensors(SafeTensors.Read(zip.Weights(manifest.Parts)));
            var (steps, signals) = (manifest.StepCount, manifest.Signals.Count);
            return new SequencePhases(SequenceReconstruction.Restore(manifest.Options, manifest.Signals, steps, manifest.Train, tensors),
                manifest.Normal is { } normal ? SequenceErrors.Restore(normal, steps, signals, tensors) : null, manifest.Thresholds);
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException or FormatException or ArgumentException or NotSupportedException or EndOfStreamException)
        {
            throw new DataFormatException(source, "", $"a damaged file ({fault.Message.TrimEnd('.')})", Expected, fault);
        }
    }

    // Options that came after the bundle was written have their defaults; the deserializer alone would make them 0 or null.
    private static JsonObject Complete(byte[] json)
    {
        var manifest = JsonNode.Parse(json)!.AsObject();
        if (manifest["options"] is not JsonObject options) return manifest;
        var kind = (string?)options["model"]?["kind"];
        SequenceModelOptions model = kind switch
        {
            "dense" => new SequenceDenseOptions(),
            "lstm" => new SequenceLstmOptions(),
            "pca" => new SequencePcaOptions(),
            _ => throw new FormatException($"no model of sequences of kind '{kind}'"),
        };
        manifest["options"] = BundleZip.Over(JsonSerializer.SerializeToNode(new SequenceOptions { Model = model }, SequenceJson.Default.SequenceOptions)!.AsObject(), options);
        return manifest;
    }
}
