using System.Text.Json;
using System.Text.Json.Nodes;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Neural;

namespace Plumbline.Failures;

/// <summary>A predictor of failures as a file: a zip with <c>failures.json</c> and <c>weights.safetensors</c>, hashed as every bundle.</summary>
public static class FailureBundle
{
    /// <summary>Version written; versions from 1 up to it are read.</summary>
    public const int FormatVersion = 1;

    private const string ManifestPart = "failures.json";
    private const string Expected = "a bundle (.plumb) as 'failures fit' writes it";

    public static void Write(FailurePredictor predictor, Stream stream)
    {
        var weights = SafeTensors.Write(predictor.Model.ToTensors());
        var manifest = new FailureManifest
        {
            FormatVersion = FormatVersion,
            Writer = BundleZip.Writer,
            Options = predictor.Options,
            Preprocessor = predictor.Preprocessor,
            Threshold = predictor.Threshold,
            Summary = predictor.Summary,
            Parts = BundleZip.Hashes(weights),
        };
        BundleZip.Write(stream, ManifestPart, JsonSerializer.SerializeToUtf8Bytes(manifest, FailureJson.Default.FailureManifest), weights);
    }

    /// <param name="stream">Read to its end; need not be seekable.</param>
    /// <param name="source">File name, for messages.</param>
    /// <exception cref="DataFormatException">The file is no such bundle, damaged, altered, or of a newer format.</exception>
    public static FailurePredictor Read(Stream stream, string source)
    {
        try
        {
            using var zip = new BundleZip(stream, source, Expected);
            var manifest = Complete(zip.Manifest(ManifestPart, FormatVersion)).Deserialize(FailureJson.Default.FailureManifest) ?? throw new FormatException("no manifest");
            var problems = string.Join("; ", manifest.Options.Problems());
            if (problems.Length > 0) throw new FormatException(problems);
            var tensors = new NamedTensors(SafeTensors.Read(zip.Weights(manifest.Parts)));
            var model = manifest.Options.Model.Restore(manifest.Options.Windows.Length, manifest.Preprocessor.SignalCount, tensors);
            return new FailurePredictor(manifest.Options, manifest.Preprocessor, model, manifest.Threshold, manifest.Summary);
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
        FailureModelOptions model = (string?)options["model"]?["kind"] switch
        {
            "recurrent" => new RecurrentClassifierOptions(),
            "trees" => new BoostedTreesOptions(),
            var kind => throw new FormatException($"no model of failures of kind '{kind}'"),
        };
        manifest["options"] = BundleZip.Over(JsonSerializer.SerializeToNode(new FailureOptions { Model = model }, FailureJson.Default.FailureOptions)!.AsObject(), options);
        return manifest;
    }
}
