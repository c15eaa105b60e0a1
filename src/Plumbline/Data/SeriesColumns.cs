using System.Globalization;

namespace Plumbline.Data;

/// <summary>What each column of a series CSV is, decided once from its header.</summary>
internal sealed class SeriesColumns
{
    private const string TimeNames = "'timestamp' or 'index'";

    private readonly CsvRows rows;
    private readonly string[] header;
    private readonly bool kindFromFirstRow;

    /// <summary>Takes the current record as the header.</summary>
    public SeriesColumns(CsvRows rows, SeriesCsvOptions options)
    {
        this.rows = rows;
        header = new string[rows.FieldCount];
        for (var field = 0; field < header.Length; field++) header[field] = rows.Name(field, $"{field + 1}").ToString();

        if (options.TimeColumn is null && DriveSnapshots.Recognise(header)) options = DriveSnapshots.Options(header, options);
        (Time, Kind, kindFromFirstRow) = FindTime(options.TimeColumn);
        Entity = FindOptional(options.EntityColumn, "entity");
        var signal = Array.FindIndex(header, name => Is(name, "signal"));
        var value = Array.FindIndex(header, name => Is(name, "value"));
        IsLong = options.Form == SeriesForm.Long || (options.Form == SeriesForm.Auto && signal >= 0 && value >= 0);
        if (IsLong)
        {
            (Label, Signal, Value) = (-1, signal, value);
            RequireLongForm();
            Signals = (options.Signals ?? (options.Live ? options.Expected : null))?.ToArray() ?? [];
            SignalFields = [];
        }
        else
        {
            (Label, Signal, Value) = (FindOptional(options.LabelColumn, "label"), -1, -1);
            SignalFields = FindSignals(options.Signals);
            Signals = Array.ConvertAll(SignalFields, field => header[field]);
        }
    }

    public int Count => header.Length;

    public TimeKind Kind { get; private set; }

    public bool IsLong { get; }

    /// <summary>In the order of <see cref="SignalFields"/>; of a long form only those the options named.</summary>
    public string[] Signals { get; }

    /// <summary>Field of each signal of a wide form.</summary>
    public int[] SignalFields { get; }

    public int Time { get; }

    /// <summary>-1 without entities.</summary>
    public int Entity { get; }

    /// <summary>-1 without labels.</summary>
    public int Label { get; }

    /// <summary>Field that names the signal in the long form, otherwise -1.</summary>
    public int Signal { get; }

    /// <summary>Field of the value in the long form, otherwise -1.</summary>
    public int Value { get; }

    public string NameOf(int field) => header[field];

    /// <summary>Decides the kind of a time column whose name does not tell it.</summary>
    public void SeeFirstRow()
    {
        if (kindFromFirstRow && long.TryParse(rows[Time], NumberStyles.Integer, CultureInfo.InvariantCulture, out _)) Kind = TimeKind.Index;
    }

    private static bool Is(string name, string expected) => name.Equals(expected, StringComparison.OrdinalIgnoreCase);

    private static TimeKind? KindOf(string name) =>
        Is(name, "timestamp") ? TimeKind.Timestamp : Is(name, "index") ? TimeKind.Index : null;

    private (int Field, TimeKind Kind, bool FromFirstRow) FindTime(string? named)
    {
        if (named is null)
        {
            return KindOf(header[0]) is { } first ? (0, first, false)
                : throw rows.Fault("", $"{CsvRows.Show(header[0])} as the first column", $"{TimeNames}, or the name of the time column to be given");
        }
        var field = Find(named, "time column");
        return KindOf(header[field]) is { } kind ? (field, kind, false) : (field, TimeKind.Timestamp, true);
    }

    private int FindOptional(string? name, string usual)
    {
        if (name is null) return -1;
        return name == usual ? Array.FindIndex(header, column => Is(column, name)) : Find(name, $"{usual} column");
    }

    private int Find(string name, string what)
    {
        var field = Array.FindIndex(header, column => Is(column, name));
        return field >= 0 ? field : throw rows.Fault("", $"no column '{name}' among {Names(header)}", $"the {what} '{name}'");
    }

    private int[] FindSignals(IReadOnlyList<string>? wanted)
    {
        var fields = new List<int>(header.Length);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var field = 0; field < header.Length; field++)
        {
            if (field == Time || field == Entity || field == Label) continue;
            if (header[field].Length == 0) throw rows.Fault($"{field + 1}", "an empty signal name", "a name for every signal");
            if (!seen.TryAdd(header[field], field))
                throw rows.Fault(header[field], $"the signal name a second time (columns {seen[header[field]] + 1} and {field + 1})", "distinct signal names");
            fields.Add(field);
        }
        if (fields.Count == 0) throw rows.Fault("", $"no signal among {Names(header)}", "at least one signal beside the time, entity and label");
        if (wanted is null) return fields.ToArray();
        var missing = wanted.Where(name => !seen.ContainsKey(name)).ToArray();
        if (missing.Length > 0) throw rows.Fault("", $"no column for {Names(missing)}", "every signal that was asked for");
        return wanted.Select(name => seen[name]).ToArray();
    }

    private void RequireLongForm()
    {
        const string Expected = "the columns timestamp or index, entity (optional), signal and value of the long form";
        if (Signal < 0 || Value < 0) throw rows.Fault("", $"no column '{(Signal < 0 ? "signal" : "value")}'", Expected);
        for (var field = 0; field < header.Length; field++)
        {
            if (field != Time && field != Entity && field != Signal && field != Value)
                throw rows.Fault(header[field], "a column the long form does not have", $"{Expected} (or the form 'wide' to be given)");
        }
    }

    private static string Names(string[] names) =>
        string.Join(", ", names.Take(8).Select(name => $"'{name}'")) + (names.Length > 8 ? $" and {names.Length - 8} more" : "");
}
