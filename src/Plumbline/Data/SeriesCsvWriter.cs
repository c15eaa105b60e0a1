namespace Plumbline.Data;

/// <summary>Writes frames as a wide series CSV that <see cref="SeriesCsvReader"/> reads back exactly, bit for bit.</summary>
public static class SeriesCsvWriter
{
    private static readonly string[] Reserved = ["entity", "label"];

    /// <summary>Writes the frames one after another under one header, with an entity column when any of them names its entity
    /// and a label column when they are labelled. A missing value becomes an empty cell.</summary>
    /// <param name="stream">Gets UTF-8 and is flushed, not closed.</param>
    /// <param name="frames">At least one, all of the same signals and kind of time, and all labelled or none.</param>
    /// <exception cref="ArgumentException">The frames do not fit together, hold an infinite value, or have a name that would
    /// not come back as it is.</exception>
    public static void Write(Stream stream, IReadOnlyList<SeriesFrame> frames, CancellationToken cancellation = default)
    {
        if (frames.Count == 0) throw new ArgumentException("There is no frame to write.", nameof(frames));
        foreach (var frame in frames) Check(frame, frames[0]);
        var first = frames[0];
        var withEntity = frames.Any(frame => frame.Entity.Length > 0);
        var lines = new CsvLines(stream);
        lines.Text(first.Time.Kind == TimeKind.Index ? "index" : "timestamp");
        if (withEntity) lines.Text("entity");
        foreach (var signal in first.Signals) lines.Text(signal);
        if (first.HasLabels) lines.Text("label");
        lines.EndLine();
        foreach (var frame in frames)
        {
            for (var step = 0; step < frame.StepCount; step++)
            {
                cancellation.ThrowIfCancellationRequested();
                lines.Time(frame.Time.Kind, frame.Time[step]);
                if (withEntity) lines.Text(frame.Entity);
                foreach (var value in frame.Row(step)) lines.Number(value);
                if (frame.HasLabels) lines.Number(frame.Labels.Span[step]);
                lines.EndLine();
            }
        }
        lines.Flush();
    }

    private static void Check(SeriesFrame frame, SeriesFrame first)
    {
        if (!frame.Signals.SequenceEqual(first.Signals, StringComparer.Ordinal))
            throw new ArgumentException($"The signals of '{frame.Entity}' are not those of '{first.Entity}'.");
        if (frame.Time.Kind != first.Time.Kind) throw new ArgumentException($"The time of '{frame.Entity}' is {frame.Time.Kind}, of '{first.Entity}' {first.Time.Kind}.");
        if (frame.HasLabels != first.HasLabels) throw new ArgumentException($"Only one of '{frame.Entity}' and '{first.Entity}' has labels.");
        foreach (var signal in frame.Signals)
        {
            if (signal.Length == 0 || Reserved.Contains(signal, StringComparer.OrdinalIgnoreCase) || !ComesBack(signal))
                throw new ArgumentException($"A signal cannot be called '{signal}' in a series CSV.");
        }
        if (!ComesBack(frame.Entity)) throw new ArgumentException($"An entity cannot be called '{frame.Entity}' in a series CSV.");
        foreach (var value in frame.Values.Span)
            if (double.IsInfinity(value)) throw new ArgumentException($"'{frame.Entity}' holds an infinite value.");
    }

    private static bool ComesBack(string name) => name.Trim().Length == name.Length && !name.Any(char.IsControl);
}
