namespace Plumbline.Data;

/// <summary>The shape of a sequence CSV, decided on its first sequence, and the cells of the current line read in that shape.</summary>
internal sealed class SequenceColumns
{
    private readonly CsvRows rows;
    private readonly double[]?[] defaults;

    /// <summary>Takes the current record as the first sequence.</summary>
    public SequenceColumns(CsvRows rows, SequenceCsvOptions options, string[]? header)
    {
        this.rows = rows;
        FieldCount = rows.FieldCount;
        StepCount = CountSteps(options.Defaults);
        Labelled = options.Labelled ?? LooksLabelled();
        var signalCount = FieldCount - (Labelled ? 1 : 0);
        if (signalCount == 0) throw rows.Fault("", "nothing but the label", "at least one signal before the label");
        Signals = NameSignals(signalCount, options.Signals, header);
        defaults = new double[]?[signalCount];
        if (options.Defaults is { } texts) ReadDefaults(texts);
    }

    public int FieldCount { get; }

    public int StepCount { get; }

    public bool Labelled { get; }

    public string[] Signals { get; }

    /// <param name="sequence">[step, signal], written whole.</param>
    public void ReadValues(Span<double> sequence)
    {
        for (var signal = 0; signal < Signals.Length; signal++)
        {
            var cell = rows[signal];
            if (!cell.IsWhiteSpace())
            {
                ReadCell(cell, signal, sequence);
                continue;
            }
            if (defaults[signal] is not { } values)
                throw rows.Fault(Signals[signal], "an empty cell", $"{StepCount} values with ';' between them (or a default for the signal to be given)");
            for (var step = 0; step < values.Length; step++) sequence[(step * Signals.Length) + signal] = values[step];
        }
    }

    public int ReadLabel()
    {
        var text = rows[FieldCount - 1];
        if (NumberParser.TryParse(text, out var value) && value is 0 or 1) return (int)value;
        throw rows.Fault("label", CsvRows.Show(text), "0 for a normal sequence or 1 for an anomalous one");
    }

    private static int CountIn(ReadOnlySpan<char> cell) => cell.Count(';') + 1;

    private int CountSteps(IReadOnlyList<string>? texts)
    {
        for (var field = 0; field < FieldCount; field++)
            if (!rows[field].IsWhiteSpace()) return CountIn(rows[field]);
        return texts is { Count: > 0 } ? CountIn(texts[0]) : throw rows.Fault("", "only empty cells", "values in the first sequence");
    }

    private bool LooksLabelled()
    {
        var last = rows[FieldCount - 1];
        if (StepCount > 1) return FieldCount > 1 && !last.IsWhiteSpace() && CountIn(last) == 1;
        if (FieldCount == 1) return false;
        throw rows.Fault("", "one step in every column", "to be told whether the last column is a label, since it looks like any other");
    }

    private string[] NameSignals(int count, IReadOnlyList<string>? named, string[]? header)
    {
        if (header is not null && header.Length != FieldCount)
            throw rows.Fault("", $"{FieldCount} columns", $"{header.Length} as in the header");
        if (named is not null && named.Count != count)
            throw rows.Fault("", $"{count} signals", $"{named.Count}, as many as are named");
        var names = named?.ToArray() ?? header?[..count] ?? Enumerable.Range(0, count).Select(signal => $"tag_{signal}").ToArray();
        for (var signal = 0; signal < count; signal++)
        {
            if (names[signal].Length == 0 || Array.IndexOf(names, names[signal]) != signal)
                throw new DataFormatException(rows.Source, $"column {signal + 1}", $"the signal name {CsvRows.Show(names[signal])}", "distinct names that are not empty");
        }
        return names;
    }

    private void ReadDefaults(IReadOnlyList<string> texts)
    {
        if (texts.Count != Signals.Length)
            throw rows.Fault("", $"{Signals.Length} signals", $"{texts.Count}, as many as there are defaults");
        var sequence = new double[StepCount * Signals.Length];
        for (var signal = 0; signal < texts.Count; signal++)
        {
            ReadCell(texts[signal], signal, sequence);
            var values = defaults[signal] = new double[StepCount];
            for (var step = 0; step < StepCount; step++) values[step] = sequence[(step * Signals.Length) + signal];
        }
    }

    private void ReadCell(ReadOnlySpan<char> cell, int signal, Span<double> sequence)
    {
        var count = CountIn(cell);
        if (count != StepCount)
            throw rows.Fault(Signals[signal], count == 1 ? "1 step" : $"{count} steps", $"{StepCount} as in the first sequence");
        for (var step = 0; step < StepCount; step++)
        {
            var end = cell.IndexOf(';');
            sequence[(step * Signals.Length) + signal] = Value(end < 0 ? cell : cell[..end], signal, step);
            cell = cell[(end + 1)..];
        }
    }

    private double Value(ReadOnlySpan<char> text, int signal, int step)
    {
        if (NumberParser.TryParse(text, out var value) && double.IsFinite(value)) return value;
        if (MissingValue.Is(text)) return double.NaN;
        throw rows.Fault(Signals[signal], $"{CsvRows.Show(text)} at step {step}",
            "a finite number with a decimal point, or nothing, NaN, null or NA for a missing value");
    }
}
