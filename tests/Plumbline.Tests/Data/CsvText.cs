using System.IO.Compression;
using System.Text;
using Plumbline.Data;

namespace Plumbline.Tests.Data;

/// <summary>CSV text as the streams that readers see.</summary>
internal static class CsvText
{
    public static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    public static IReadOnlyList<SeriesFrame> Read(string text, SeriesCsvOptions? options = null) =>
        SeriesCsvReader.ReadAll(Stream(text), "a.csv", options, TestContext.Current.CancellationToken);

    public static List<SeriesFrame> ReadBatches(string text, SeriesCsvOptions options)
    {
        using var reader = new SeriesCsvReader(Stream(text), "a.csv", options);
        return reader.ReadBatches(TestContext.Current.CancellationToken).ToList();
    }

    public static byte[] Gzip(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
