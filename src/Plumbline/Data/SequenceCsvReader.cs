namespace Plumbline.Data;

/// <summary>Reads a sequence CSV, plain or gzip: a line is a sequence, a comma stands between signals, a semicolon between the
/// steps of a signal; a labelled file has one more column, 0 normal or 1 anomalous.</summary>
/// <remarks>Form of the published sequence pipeline (<c>anomalous_sequence_flag</c> is the last column there). A missing step
/// is written as nothing, <c>NaN</c>, <c>null</c> or <c>NA</c> between its semicolons.</remarks>
public static class SequenceCsvReader
{
    /// <param name="stream">Need not seek; stays open.</param>
    /// <param name="source">File name or <c>standard input</c>, for messages.</param>
    /// <exception cref="DataFormatException">A fault of the data, with its line and signal.</exception>
    /// <exception cref="ArgumentException">The options name another number of defaults than of signals.</exception>
    public static SequenceSet Read(Stream stream, string source, SequenceCsvOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new SequenceCsvOptions();
        if (options.Signals is { } named && options.Defaults is { } defaults && named.Count != defaults.Count)
            throw new ArgumentException($"{defaults.Count} defaults for {named.Count} signals.", nameof(options));
        using var rows = new CsvRows(stream, source, ',');
        if (!rows.Read()) throw new DataFormatException(source, "", "no text", "one sequence a line");
        string[]? header = null;
        if (options.HasHeader)
        {
            header = new string[rows.FieldCount];
            for (var field = 0; field < header.Length; field++) header[field] = rows.Name(field, $"{field + 1}").ToString();
            if (!rows.Read()) throw new DataFormatException(source, "", "a header without sequences", "at least one sequence");
        }
        var columns = new SequenceColumns(rows, options, header);
        var width = columns.StepCount * columns.Signals.Length;
        var values = new double[width * 64];
        var labels = new List<int>();
        var count = 0;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            rows.RequireFieldCount(columns.FieldCount);
            if ((count + 1) * width > values.Length) Array.Resize(ref values, Capacity(rows, count, width));
            columns.ReadValues(values.AsSpan(count * width, width));
            if (columns.Labelled) labels.Add(columns.ReadLabel());
            count++;
        }
        while (rows.Read());
        return new SequenceSet(columns.Signals, columns.StepCount, values.AsMemory(0, count * width), labels.ToArray(), source);
    }

    private static int Capacity(CsvRows rows, int count, int width)
    {
        var most = Array.MaxLength / width;
        if (count >= most)
            throw rows.Fault("", $"more than {most} sequences of {width} values", "as many as fit in memory as one block");
        return (int)Math.Min(most, Math.Max(rows.ExpectedRows(count), count + (count / 2L))) * width;
    }
}
