namespace Plumbline.Data;

/// <summary>Opens telemetry in whichever form it comes.</summary>
public static class SeriesReader
{
    /// <summary>Takes a text whose first character is <c>{</c> for JSON lines, any other for CSV.</summary>
    /// <inheritdoc cref="SeriesCsvReader(Stream, string, SeriesCsvOptions)"/>
    public static ISeriesReader Open(Stream stream, string source, SeriesCsvOptions? options = null)
    {
        options ??= new SeriesCsvOptions();
        options.Validate();
        var content = new SourceStream(stream, options.Live);
        return content.First == '{' ? new SeriesJsonReader(content, source, options) : new SeriesCsvReader(content, source, options);
    }
}
