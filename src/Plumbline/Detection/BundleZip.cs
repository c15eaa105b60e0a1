using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>A zip of a manifest, weights, and a hash of each: what every kind of bundle is.</summary>
/// <param name="source">File name, for messages.</param>
/// <param name="expected">What the file should have been, for messages.</param>
internal sealed class BundleZip(Stream stream, string source, string expected) : IDisposable
{
    private const string ManifestHashPart = "manifest.sha256";
    private const string WeightsPart = "weights.safetensors";
    private const long LargestPart = 1L << 30;

    private readonly ZipArchive zip = new(stream, ZipArchiveMode.Read, leaveOpen: true);

    /// <summary>Program that writes bundles, for people.</summary>
    public static string Writer => $"plumbline {typeof(BundleZip).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    /// <summary>SHA-256 of the parts besides the manifest, hexadecimal, by part name.</summary>
    public static IReadOnlyDictionary<string, string> Hashes(byte[] weights) => new Dictionary<string, string> { [WeightsPart] = Hash(weights) };

    public static void Write(Stream stream, string manifestPart, byte[] manifest, byte[] weights)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, manifestPart, manifest);
        Add(zip, WeightsPart, weights);
        Add(zip, ManifestHashPart, Encoding.ASCII.GetBytes(Hash(manifest)));
    }

    /// <exception cref="DataFormatException">There is none, it is altered, or of a newer format.</exception>
    public byte[] Manifest(string part, int formatVersion)
    {
        var json = Part(part);
        using var document = JsonDocument.Parse(json);
        var version = document.RootElement.TryGetProperty("formatVersion", out var value) && value.TryGetInt32(out var number) ? number : 0;
        if (version > formatVersion)
            throw new DataFormatException(source, part, $"bundle format {version}", $"format 1 to {formatVersion}; a newer plumbline wrote this bundle");
        if (version < 1) throw new DataFormatException(source, part, "no format version", $"format 1 to {formatVersion}");
        Require(part, json, Encoding.ASCII.GetString(Part(ManifestHashPart)));
        return json;
    }

    /// <param name="hashes">As the manifest has them.</param>
    /// <exception cref="DataFormatException">There are none, or they are altered.</exception>
    public byte[] Weights(IReadOnlyDictionary<string, string> hashes)
    {
        var weights = Part(WeightsPart);
        Require(WeightsPart, weights, hashes.GetValueOrDefault(WeightsPart, "no hash"));
        return weights;
    }

    /// <summary>What is given, over defaults for what is not.</summary>
    public static JsonObject Over(JsonObject defaults, JsonObject given)
    {
        foreach (var (key, value) in given)
            defaults[key] = value is JsonObject section && defaults[key] is JsonObject inner ? Over(inner, section) : value?.DeepClone();
        return defaults;
    }

    public void Dispose() => zip.Dispose();

    private void Require(string part, byte[] bytes, string hash)
    {
        if (!string.Equals(Hash(bytes), hash, StringComparison.Ordinal))
            throw new DataFormatException(source, part, "content that does not match its SHA-256", "an unaltered bundle");
    }

    private byte[] Part(string name)
    {
        var entry = zip.GetEntry(name) ?? throw new DataFormatException(source, "", $"no part '{name}'", expected);
        if (entry.Length > LargestPart) throw new DataFormatException(source, name, $"{entry.Length} bytes", $"at most {LargestPart}");
        var bytes = new byte[entry.Length];
        using var part = entry.Open();
        part.ReadExactly(bytes);
        return bytes;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(Sha256.Of(bytes));

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero); // equal detectors give equal files
        using var part = entry.Open();
        part.Write(bytes);
    }
}
