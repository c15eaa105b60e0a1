using System.Text.Json;
using System.Text.Json.Nodes;
using Plumbline.Data;
using Plumbline.Detection.Attribution;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Detection;

/// <summary>A detector as a file: data, never code. A zip with <c>manifest.json</c> and <c>weights.safetensors</c>.</summary>
/// <remarks>The manifest names the format version and the SHA-256 of every other part; its own is the last entry,
/// <c>manifest.sha256</c>. Whatever does not match is refused, with its reason. Every released version stays loadable.</remarks>
public static class DetectorBundle
{
    /// <summary>Version written; versions from 1 up to it are read.</summary>
    public const int FormatVersion = 1;

    private const string ManifestPart = "manifest.json";
    private const string Expected = "a detector bundle (.plumb) as 'fit' writes it";

    public static void Write(Detector detector, Stream stream)
    {
        var weights = SafeTensors.Write([.. detector.Model.ToTensors(), .. ErrorTensors(detector.Errors), .. detector.Relations.ToTensors()]);
        var manifest = new BundleManifest
        {
            FormatVersion = FormatVersion,
            Writer = BundleZip.Writer,
            Id = detector.Id,
            Options = detector.Options,
            Preprocessor = detector.Preprocessor,
            Score = detector.Errors.Kind,
            CalibrationWindows = detector.Errors.WindowCount,
            DistanceCount = detector.Errors.Distance?.Count ?? 0,
            DistanceRidge = detector.Errors.Distance?.Ridge ?? 0,
            Threshold = detector.Threshold,
            Summary = detector.Summary,
            Parts = BundleZip.Hashes(weights),
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, BundleJson.Default.BundleManifest);
        BundleZip.Write(stream, ManifestPart, json, weights);
    }

    /// <param name="stream">Read to its end; need not be seekable.</param>
    /// <param name="source">File name, for messages.</param>
    /// <exception cref="DataFormatException">The file is no bundle, damaged, altered, or of a newer format.</exception>
    public static Detector Read(Stream stream, string source)
    {
        try
        {
            using var zip = new BundleZip(stream, source, Expected);
            var json = zip.Manifest(ManifestPart, FormatVersion);
            var manifest = Complete(json).Deserialize(BundleJson.Default.BundleManifest)
                ?? throw new DataFormatException(source, ManifestPart, "null", "a manifest");
            return Restore(manifest, SafeTensors.Read(zip.Weights(manifest.Parts)));
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
        if (manifest["options"] is JsonObject options)
        {
            var complete = BundleZip.Over(JsonSerializer.SerializeToNode(new DetectorOptions(), DetectionJson.Default.DetectorOptions)!.AsObject(), options);
            complete["model"] = CompleteModel(options["model"] as JsonObject ?? []);
            if (options["clean"]?["model"] is JsonObject cleaner) complete["clean"]!["model"] = CompleteModel(cleaner);
            if (manifest["preprocessor"]?["options"] is JsonObject fitted) manifest["preprocessor"]!["options"] = BundleZip.Over(complete["prepare"]!.DeepClone().AsObject(), fitted);
            manifest["options"] = complete;
        }
        return manifest;
    }

    // A model's own options, and those of the models it holds.
    private static JsonObject CompleteModel(JsonObject given)
    {
        var kind = (string?)given["kind"];
        var defaults = WindowModels.DefaultOptions.FirstOrDefault(model => KindOf(model) == kind) ?? throw new FormatException($"no model of kind '{kind}'");
        var complete = BundleZip.Over(JsonSerializer.SerializeToNode(defaults, DetectionJson.Default.ModelOptions)!.AsObject(), given);
        foreach (var (name, value) in given)
        {
            if (value is JsonObject held && held.ContainsKey("kind")) complete[name] = CompleteModel(held);
            if (value is not JsonArray || complete[name] is not JsonArray list) continue;
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is JsonObject member && member.ContainsKey("kind")) list[i] = CompleteModel(member);
            }
        }
        return complete;
    }

    private static string? KindOf(ModelOptions model) => (string?)JsonSerializer.SerializeToNode(model, DetectionJson.Default.ModelOptions)!["kind"];

    private static Detector Restore(BundleManifest manifest, IReadOnlyList<SafeTensor> tensors)
    {
        var signalCount = manifest.Preprocessor.SignalCount;
        var model = manifest.Options.Model.Restore(signalCount, new NamedTensors(tensors));
        var judged = signalCount - manifest.Preprocessor.ContextCount;
        var deviations = Named("errors.deviation").ToDoubles(judged);
        MahalanobisDistance? distance = null;
        // Earlier bundles with classes of errors have none.
        if (manifest.Score is ScoreKind.MahalanobisTime or ScoreKind.MahalanobisFeature || tensors.Any(tensor => tensor.Name == "errors.covariance"))
        {
            var dimension = manifest.Score == ScoreKind.MahalanobisFeature ? WindowErrors.StepsOf(model) : judged;
            var covariance = Named("errors.covariance").ToDoubles(dimension * dimension);
            var factor = CholeskyFactor.TryCreate(covariance, manifest.DistanceRidge) ?? throw new FormatException("the error covariance is not positive definite");
            distance = new MahalanobisDistance(manifest.DistanceCount, Named("errors.mean").ToDoubles(dimension), covariance, factor);
        }
        var errors = new ErrorDistribution(manifest.Score, WindowErrors.StepsOf(model), deviations, distance, manifest.CalibrationWindows, Classifier());
        return new Detector(manifest.Id, manifest.Options, manifest.Preprocessor, model, errors, manifest.Threshold, manifest.Summary,
            SignalRelations.Restore(manifest.Preprocessor.JudgedSignals, name => tensors.FirstOrDefault(tensor => tensor.Name == name)));

        ErrorClassifier? Classifier() => manifest.Score is ScoreKind.GaussianMixture or ScoreKind.KMeans && Named("errors.classifier").ToDoubles(5) is var numbers
            ? new ErrorClassifier(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]) : null;

        SafeTensor Named(string name) => tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new FormatException($"tensor '{name}' is missing");
    }

    private static IEnumerable<SafeTensor> ErrorTensors(ErrorDistribution errors)
    {
        yield return SafeTensor.Of("errors.deviation", [errors.SignalCount], errors.SignalDeviations.Span);
        if (errors.Classifier is { } normal)
            yield return SafeTensor.Of("errors.classifier", [5], [normal.Size, normal.Oscillation, normal.SizeWeight, normal.BothWeight, normal.OscillationWeight]);
        if (errors.Distance is not { } distance) yield break;
        yield return SafeTensor.Of("errors.mean", [distance.Dimension], distance.Mean.Span);
        yield return SafeTensor.Of("errors.covariance", [distance.Dimension, distance.Dimension], distance.Covariance.Span);
    }
}
