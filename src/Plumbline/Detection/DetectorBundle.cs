using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plumbline.Data;
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
    private const string ManifestHashPart = "manifest.sha256";
    private const string WeightsPart = "weights.safetensors";
    private const long LargestPart = 1L << 30;

    public static void Write(Detector detector, Stream stream)
    {
        var weights = SafeTensors.Write([.. detector.Model.ToTensors(), .. ErrorTensors(detector.Errors)]);
        var manifest = new BundleManifest
        {
            FormatVersion = FormatVersion,
            Writer = $"plumbline {typeof(DetectorBundle).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}",
            Id = detector.Id,
            Options = detector.Options,
            Preprocessor = detector.Preprocessor,
            Score = detector.Errors.Kind,
            CalibrationWindows = detector.Errors.WindowCount,
            DistanceCount = detector.Errors.Distance?.Count ?? 0,
            DistanceRidge = detector.Errors.Distance?.Ridge ?? 0,
            Threshold = detector.Threshold,
            Summary = detector.Summary,
            Parts = new Dictionary<string, string> { [WeightsPart] = Hash(weights) },
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, BundleJson.Default.BundleManifest);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, ManifestPart, json);
        Add(zip, WeightsPart, weights);
        Add(zip, ManifestHashPart, System.Text.Encoding.ASCII.GetBytes(Hash(json)));
    }

    /// <param name="stream">Read to its end; need not be seekable.</param>
    /// <param name="source">File name, for messages.</param>
    /// <exception cref="DataFormatException">The file is no bundle, damaged, altered, or of a newer format.</exception>
    public static Detector Read(Stream stream, string source)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var json = Part(zip, ManifestPart, source);
            RefuseNewer(json, source);
            Require(source, ManifestPart, json, System.Text.Encoding.ASCII.GetString(Part(zip, ManifestHashPart, source)));
            var manifest = Complete(json).Deserialize(BundleJson.Default.BundleManifest)
                ?? throw new DataFormatException(source, ManifestPart, "null", "a manifest");
            var weights = Part(zip, WeightsPart, source);
            Require(source, WeightsPart, weights, manifest.Parts.GetValueOrDefault(WeightsPart, "no hash"));
            return Restore(manifest, SafeTensors.Read(weights));
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException or FormatException or ArgumentException or NotSupportedException or EndOfStreamException)
        {
            throw new DataFormatException(source, "", $"a damaged file ({fault.Message.TrimEnd('.')})", "a detector bundle (.plumb) as 'fit' writes it", fault);
        }
    }

    // Options that came after the bundle was written have their defaults; the deserializer alone would make them 0 or null.
    private static JsonObject Complete(byte[] json)
    {
        var manifest = JsonNode.Parse(json)!.AsObject();
        if (manifest["options"] is JsonObject options)
        {
            var complete = Over(JsonSerializer.SerializeToNode(new DetectorOptions(), DetectionJson.Default.DetectorOptions)!.AsObject(), options);
            complete["model"] = CompleteModel(options["model"] as JsonObject ?? []);
            if (options["clean"]?["model"] is JsonObject cleaner) complete["clean"]!["model"] = CompleteModel(cleaner);
            manifest["options"] = complete;
        }
        return manifest;
    }

    // A model's own options, and those of the models it holds.
    private static JsonObject CompleteModel(JsonObject given)
    {
        var kind = (string?)given["kind"];
        var defaults = WindowModels.DefaultOptions.FirstOrDefault(model => KindOf(model) == kind) ?? throw new FormatException($"no model of kind '{kind}'");
        var complete = Over(JsonSerializer.SerializeToNode(defaults, DetectionJson.Default.ModelOptions)!.AsObject(), given);
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

    private static JsonObject Over(JsonObject defaults, JsonObject given)
    {
        foreach (var (key, value) in given)
            defaults[key] = value is JsonObject section && defaults[key] is JsonObject inner ? Over(inner, section) : value?.DeepClone();
        return defaults;
    }

    private static Detector Restore(BundleManifest manifest, IReadOnlyList<SafeTensor> tensors)
    {
        var signalCount = manifest.Preprocessor.SignalCount;
        var model = manifest.Options.Model.Restore(signalCount, new NamedTensors(tensors));
        var deviations = Named("errors.deviation").ToDoubles(signalCount);
        MahalanobisDistance? distance = null;
        if (manifest.Score is ScoreKind.MahalanobisTime or ScoreKind.MahalanobisFeature)
        {
            var dimension = manifest.Score == ScoreKind.MahalanobisTime ? signalCount : WindowErrors.StepsOf(model);
            var covariance = Named("errors.covariance").ToDoubles(dimension * dimension);
            var factor = CholeskyFactor.TryCreate(covariance, manifest.DistanceRidge) ?? throw new FormatException("the error covariance is not positive definite");
            distance = new MahalanobisDistance(manifest.DistanceCount, Named("errors.mean").ToDoubles(dimension), covariance, factor);
        }
        var errors = new ErrorDistribution(manifest.Score, WindowErrors.StepsOf(model), deviations, distance, manifest.CalibrationWindows, Classifier());
        return new Detector(manifest.Id, manifest.Options, manifest.Preprocessor, model, errors, manifest.Threshold, manifest.Summary);

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

    private static void RefuseNewer(byte[] json, string source)
    {
        using var document = JsonDocument.Parse(json);
        var version = document.RootElement.TryGetProperty("formatVersion", out var value) && value.TryGetInt32(out var number) ? number : 0;
        if (version > FormatVersion)
            throw new DataFormatException(source, ManifestPart, $"bundle format {version}", $"format 1 to {FormatVersion}; a newer plumbline wrote this bundle");
        if (version < 1) throw new DataFormatException(source, ManifestPart, "no format version", $"format 1 to {FormatVersion}");
    }

    private static void Require(string source, string part, byte[] bytes, string hash)
    {
        if (!string.Equals(Hash(bytes), hash, StringComparison.Ordinal))
            throw new DataFormatException(source, part, "content that does not match its SHA-256", "an unaltered bundle");
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(Sha256.Of(bytes));

    private static byte[] Part(ZipArchive zip, string name, string source)
    {
        var entry = zip.GetEntry(name) ?? throw new DataFormatException(source, "", $"no part '{name}'", "a detector bundle (.plumb) as 'fit' writes it");
        if (entry.Length > LargestPart) throw new DataFormatException(source, name, $"{entry.Length} bytes", $"at most {LargestPart}");
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero); // equal detectors give equal files
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
