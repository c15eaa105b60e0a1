using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Plumbline.Data;

namespace Plumbline.App.Quality;

/// <summary>A series that has been read.</summary>
/// <param name="Fingerprint">SHA-256 of values and labels.</param>
/// <param name="TrainRows">From the first.</param>
/// <param name="Guilty">Events whose signals are known.</param>
internal sealed record LoadedSeries(QualityFile File, SeriesFrame Frame, string Fingerprint, int TrainRows, IReadOnlyList<GuiltyEvent> Guilty)
{
    /// <exception cref="DataFormatException">A fault of the data.</exception>
    public static LoadedSeries Read(QualityFile file, CancellationToken cancellation)
    {
        using var stream = System.IO.File.OpenRead(file.Path);
        var frame = SeriesCsvReader.ReadAll(stream, file.Path, cancellation: cancellation).Single();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(frame.Values.Span));
        hash.AppendData(MemoryMarshal.AsBytes(frame.Labels.Span));
        return new LoadedSeries(file, frame, Convert.ToHexStringLower(hash.GetHashAndReset()), file.TrainRows ?? (int)(frame.StepCount * file.TrainShare), ReadGuilty(file));
    }

    private static IReadOnlyList<GuiltyEvent> ReadGuilty(QualityFile file)
    {
        if (!System.IO.File.Exists(file.Explained)) return [];
        try
        {
            using var stream = System.IO.File.OpenRead(file.Explained);
            return [.. JsonSerializer.Deserialize(stream, QualityJson.Default.ListGuiltyEvent)!.Where(one => one.Signals?.Count > 0)];
        }
        catch (JsonException fault)
        {
            throw new DataFormatException(file.Explained, $"line {fault.LineNumber + 1}", fault.Message, "a list of events with start, end and signals");
        }
    }
}
