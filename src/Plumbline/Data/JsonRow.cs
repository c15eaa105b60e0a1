using System.Text;
using System.Text.Json;

namespace Plumbline.Data;

/// <summary>One line of JSON lines, read as time, entity, label and values. What its keys are the first line decides.</summary>
internal sealed class JsonRow
{
    private const int MostPassedOver = 1000;
    private const string Expected = "one JSON object like {\"timestamp\": \"2026-01-31T23:59:00Z\", \"fan_1\": 2400}";

    private readonly JsonLines lines;
    private readonly string source;
    private readonly SeriesCsvOptions options;
    private readonly List<string> signals = [];
    private readonly Dictionary<string, int> signalOf = new(StringComparer.Ordinal);
    private readonly List<string> passedOver = [];
    private readonly HashSet<string> passed = new(StringComparer.Ordinal);
    private char[] nameBuffer = new char[64];
    private char[] textBuffer = new char[64];
    private char[] entityBuffer = new char[64];
    private double[] values = [];
    private int entityLength;
    private string? timeKey; // null until the first line has been read
    private bool isFirst = true;
    private bool findsSignals;
    private bool hasTime;
    private bool hasEntity;
    private bool hasLabel;

    public JsonRow(JsonLines lines, string source, SeriesCsvOptions options)
    {
        (this.lines, this.source, this.options) = (lines, source, options);
        var told = options.Signals ?? options.Expected;
        findsSignals = told is null;
        foreach (var name in told ?? []) Add(name);
    }

    public IReadOnlyList<string> Signals => signals;

    /// <summary>Keys that are no signals it knows, once each.</summary>
    public IReadOnlyList<string> PassedOver => passedOver;

    public TimeKind Kind { get; private set; } = TimeKind.Timestamp;

    public bool HasEntities { get; private set; }

    public bool HasLabels { get; private set; }

    public long Time { get; private set; }

    public ReadOnlySpan<char> Entity => entityBuffer.AsSpan(0, entityLength);

    public int Label { get; private set; }

    /// <summary>[signal]; NaN is missing.</summary>
    public ReadOnlySpan<double> Values => values.AsSpan(0, signals.Count);

    /// <summary>Reads the current line.</summary>
    /// <exception cref="DataFormatException">It is no row; the next line may be one.</exception>
    public void Read()
    {
        values.AsSpan().Fill(double.NaN);
        if (isFirst && findsSignals) Forget();
        (hasTime, hasEntity, hasLabel, entityLength, Label) = (false, false, false, 0, 0);
        var json = new Utf8JsonReader(lines.Text);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw Fault("", Show(lines.Text), Expected);
            ReadObject(ref json, isInner: false);
            json.Read();
        }
        catch (JsonException fault)
        {
            throw Fault("", $"{Show(lines.Text)}, which is not valid JSON from byte {fault.BytePositionInLine} on", Expected, fault);
        }
        catch (InvalidOperationException fault) // a string that is no valid UTF-8
        {
            throw Fault("", "text that is not UTF-8", Expected, fault);
        }
        if (!hasTime) throw Fault("", $"no key '{timeKey ?? options.TimeColumn ?? "timestamp"}'", options.TimeColumn is null ? "a time under 'timestamp', or a number under 'index'" : "the time column");
        if (signals.Count == 0) throw Fault("", "no signal", "a number under at least one further key");
        if (isFirst) (HasEntities, HasLabels, findsSignals, isFirst) = (hasEntity, hasLabel, false, false);
        if (hasEntity != HasEntities) throw Fault(options.EntityColumn!, hasEntity ? "an entity" : "no entity", "the same keys for time, entity and label in every line");
        if (hasLabel != HasLabels) throw Fault(options.LabelColumn!, hasLabel ? "a label" : "no label", "the same keys for time, entity and label in every line");
    }

    private static bool Is(ReadOnlySpan<char> name, string? expected) => expected is not null && name.Equals(expected, StringComparison.OrdinalIgnoreCase);

    private void ReadObject(ref Utf8JsonReader json, bool isInner)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(json, ref nameBuffer);
            json.Read();
            if (isInner) ReadValue(name, ref json);
            else if (IsTime(name)) ReadTime(name, json);
            else if (Is(name, options.EntityColumn)) ReadEntity(name, json);
            else if (Is(name, options.LabelColumn)) ReadLabel(name, json);
            else if (name is "values" && json.TokenType == JsonTokenType.StartObject) ReadObject(ref json, isInner: true);
            else ReadValue(name, ref json);
        }
    }

    private bool IsTime(ReadOnlySpan<char> name) => timeKey is not null ? Is(name, timeKey) : options.TimeColumn is { } named ? Is(name, named) : Is(name, "timestamp") || Is(name, "index");

    private void ReadTime(ReadOnlySpan<char> name, Utf8JsonReader json)
    {
        if (timeKey is null) Kind = Is(name, "index") || (!Is(name, "timestamp") && json.TokenType == JsonTokenType.Number) ? TimeKind.Index : TimeKind.Timestamp;
        if (Kind == TimeKind.Index)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out var index)) throw Fault(name, Show(json), "an integer index");
            Time = index;
        }
        else
        {
            var text = json.TokenType == JsonTokenType.String ? Text(json, ref textBuffer) : default;
            if (!TimestampParser.TryParse(text, out var ticks)) throw Fault(name, Show(json), "a time like \"2026-01-31T23:59:00Z\"");
            Time = ticks;
        }
        hasTime = true;
        timeKey ??= name.ToString();
    }

    private void ReadEntity(ReadOnlySpan<char> name, in Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String) entityLength = Text(json, ref entityBuffer).Length;
        else if (json.TokenType == JsonTokenType.Number) entityLength = Encoding.UTF8.GetChars(json.ValueSpan, entityBuffer);
        else throw Fault(name, Show(json), "the name of an entity");
        hasEntity = true;
    }

    private void ReadLabel(ReadOnlySpan<char> name, in Utf8JsonReader json)
    {
        Label = json.TokenType switch
        {
            JsonTokenType.True => 1,
            JsonTokenType.False => 0,
            JsonTokenType.Number when json.TryGetInt32(out var label) => label,
            _ => throw Fault(name, Show(json), "an integer label, 0 for normal"),
        };
        hasLabel = true;
    }

    private void ReadValue(scoped ReadOnlySpan<char> name, ref Utf8JsonReader json)
    {
        if (!signalOf.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var signal))
        {
            if (!findsSignals || name.IsEmpty || !TryValue(json, out _))
            {
                Pass(name);
                json.Skip();
                return;
            }
            signal = Add(name.ToString());
        }
        if (!TryValue(json, out values[signal])) throw Fault(name, Show(json), "a finite number, or null or NaN for a missing value");
    }

    private bool TryValue(in Utf8JsonReader json, out double value)
    {
        value = json.TokenType == JsonTokenType.True ? 1 : json.TokenType == JsonTokenType.False ? 0 : double.NaN;
        if (json.TokenType == JsonTokenType.Number) return json.TryGetDouble(out value) && double.IsFinite(value);
        if (json.TokenType != JsonTokenType.String) return json.TokenType is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null;
        var text = Text(json, ref textBuffer);
        if (NumberParser.TryParse(text, out value) && double.IsFinite(value)) return true;
        value = double.NaN;
        return MissingValue.Is(text);
    }

    private int Add(string name)
    {
        var signal = signals.Count;
        signals.Add(name);
        signalOf.Add(name, signal);
        if (values.Length <= signal)
        {
            Array.Resize(ref values, Math.Max(16, 2 * values.Length));
            values.AsSpan(signal).Fill(double.NaN);
        }
        return signal;
    }

    private void Forget()
    {
        signals.Clear();
        signalOf.Clear();
    }

    private void Pass(ReadOnlySpan<char> name)
    {
        if (passed.Count < MostPassedOver && passed.GetAlternateLookup<ReadOnlySpan<char>>().Add(name)) passedOver.Add(name.ToString());
    }

    private DataFormatException Fault(ReadOnlySpan<char> key, string found, string expected, Exception? inner = null) =>
        new(source, key.IsEmpty ? $"line {lines.Line}" : $"line {lines.Line}, key '{key}'", found, expected, inner);

    private static ReadOnlySpan<char> Text(in Utf8JsonReader json, ref char[] buffer)
    {
        if (buffer.Length < json.ValueSpan.Length) buffer = new char[json.ValueSpan.Length];
        return buffer.AsSpan(0, json.CopyString(buffer));
    }

    private static string Show(in Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        _ => Show(json.ValueSpan),
    };

    private static string Show(ReadOnlySpan<byte> text) => CsvRows.Show(Encoding.UTF8.GetString(text[..Math.Min(text.Length, 200)]));
}
