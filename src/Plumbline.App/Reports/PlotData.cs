using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Plumbline.App.Pages;
using Plumbline.Data;

namespace Plumbline.App.Reports;

/// <summary>The numbers behind the plots as one JSON document, thinned so that the page stays within a few megabytes.</summary>
/// <remarks>
/// Scores travel as 32-bit floats, irregular times as 64-bit, cells of heat maps as 16-bit floats, all little-endian in
/// base64. The budgets below are shared by the entities; together they come to less than 5 MB.
/// </remarks>
internal sealed class PlotData
{
    private const int MostEntities = 200, MostPoints = 20_000, PointBudget = 90_000;
    private const int MostColumns = 800, LeastColumns = 100, CellBudget = 400_000, MostCurvePoints = 400;

    private readonly ReportContent content;

    public PlotData(ReportContent content)
    {
        this.content = content;
        var ranked = content.Entities.OrderByDescending(entity => entity.HighestScore()).ToList();
        var shown = ranked.Take(MostEntities).ToHashSet();
        Shown = [.. content.Entities.Where(shown.Contains)];
        var left = CellBudget / LeastColumns;
        WithHeatMap = [];
        foreach (var entity in ranked.Take(MostEntities).Where(entity => entity.Scaled.Length + entity.Errors.Length > 0))
            if ((left -= entity.Signals.Count) >= 0 || WithHeatMap.Count == 0) WithHeatMap.Add(entity);
    }

    /// <summary>Entities that are plotted, in the order of the content; beyond 200 those with the highest scores.</summary>
    public IReadOnlyList<ReportEntity> Shown { get; }

    /// <summary>Entities with heat maps; where not all fit, those with the highest scores.</summary>
    public HashSet<ReportEntity> WithHeatMap { get; }

    public string ToJson(MeanErrors? errors)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("entities");
            foreach (var entity in Shown) WriteEntity(json, entity);
            json.WriteEndArray();
            if (content.Training is { } training) WriteTraining(json, training);
            if (content.Evaluation is { } evaluation)
            {
                WriteCurves(json, "roc", evaluation.Roc);
                WriteCurves(json, "precisionRecall", evaluation.PrecisionRecall);
                if (evaluation.Cost is { } cost) WriteCost(json, cost);
            }
            if (errors is not null) WriteMeans(json, errors);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private void WriteEntity(Utf8JsonWriter json, ReportEntity entity)
    {
        var steps = Thinning.Extremes(entity.Scores.Span, Math.Min(MostPoints, PointBudget / Shown.Count));
        json.WriteStartObject();
        json.WriteString("name", entity.Entity);
        json.WriteNumber("steps", entity.StepCount);
        json.WriteNumber("fitSteps", entity.FitSteps);
        json.WriteNumber("threshold", entity.Threshold);
        WriteTime(json, entity.Time, steps);
        if (steps.Length < entity.StepCount) json.WriteString("at", Floats(steps.Length, i => steps[i]));
        var scores = entity.Scores;
        json.WriteString("score", Floats(steps.Length, i => (float)scores.Span[steps[i]]));
        if (entity.Labels.Length > 0) WriteLabels(json, entity.Labels.Span);
        json.WriteStartArray("anomalies");
        foreach (var anomaly in entity.Anomalies.OrderBy(anomaly => anomaly.From))
        {
            json.WriteStartArray();
            json.WriteNumberValue(anomaly.From);
            json.WriteNumberValue(anomaly.To);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        if (WithHeatMap.Contains(entity)) WriteHeatMap(json, entity);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, TimeAxis time, int[] steps)
    {
        json.WriteBoolean("clock", time.Kind == TimeKind.Timestamp);
        var apart = time.Count > 1 ? time[1] - time[0] : 1;
        var regular = apart > 0;
        for (var step = 1; regular && step < time.Count; step++) regular = time[step] - time[step - 1] == apart;
        if (regular)
        {
            json.WriteNumber("start", Value(time.Kind, time[0]));
            json.WriteNumber("apart", time.Kind == TimeKind.Index ? apart : (double)apart / TimeSpan.TicksPerSecond);
            return;
        }
        var bytes = new byte[8 * steps.Length];
        for (var i = 0; i < steps.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), Value(time.Kind, time[steps[i]]));
        json.WriteString("times", Convert.ToBase64String(bytes));
    }

    /// <summary>Seconds since 1970, or the index.</summary>
    private static double Value(TimeKind kind, long value) =>
        kind == TimeKind.Index ? value : (double)(value - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    private static void WriteLabels(Utf8JsonWriter json, ReadOnlySpan<int> labels)
    {
        json.WriteStartArray("labels");
        for (var start = 0; start < labels.Length;)
        {
            var end = start;
            while (end + 1 < labels.Length && labels[end + 1] == labels[start]) end++;
            if (labels[start] != 0)
            {
                json.WriteStartArray();
                json.WriteNumberValue(start);
                json.WriteNumberValue(end);
                json.WriteNumberValue(labels[start]);
                json.WriteEndArray();
            }
            start = end + 1;
        }
        json.WriteEndArray();
    }

    private void WriteHeatMap(Utf8JsonWriter json, ReportEntity entity)
    {
        var signals = entity.Signals.Count;
        var fair = CellBudget / WithHeatMap.Sum(other => other.Signals.Count);
        var columns = Math.Min(entity.StepCount, Math.Clamp(fair, 1, MostColumns));
        json.WriteNumber("columns", columns);
        json.WriteStartArray("signals");
        foreach (var signal in entity.Signals) json.WriteStringValue(signal);
        json.WriteEndArray();
        if (entity.Scaled.Length > 0)
            json.WriteString("data", Halves(Thinning.Means(entity.Scaled.Span, signals, columns)));
        if (entity.Errors.Length == 0) return;
        // The root, because squared errors of a near-constant signal are beyond the largest half.
        var errors = Thinning.Maxima(entity.Errors.Span, signals, columns);
        for (var cell = 0; cell < errors.Length; cell++) errors[cell] = MathF.Sqrt(errors[cell]);
        json.WriteString("errors", Halves(errors));
    }

    private static void WriteTraining(Utf8JsonWriter json, ReportTraining training)
    {
        json.WriteStartObject("training");
        WriteNumbers(json, "loss", training.Loss);
        WriteNumbers(json, "validation", training.ValidationLoss);
        json.WriteNumber("best", training.BestEpoch ?? training.Loss.Count - 1);
        json.WriteEndObject();
    }

    private static void WriteCurves(Utf8JsonWriter json, string name, IReadOnlyList<ReportCurve> curves)
    {
        json.WriteStartArray(name);
        foreach (var curve in curves)
        {
            var points = Thinning.Evenly(curve.X.Count, MostCurvePoints).ToList();
            json.WriteStartObject();
            json.WriteString("name", double.IsNaN(curve.Area) ? curve.Name : $"{curve.Name} ({ReportNumber.Format(curve.Area)})");
            WriteNumbers(json, "x", points.Select(point => curve.X[point]));
            WriteNumbers(json, "y", points.Select(point => curve.Y[point]));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteCost(Utf8JsonWriter json, ReportCostCurve cost)
    {
        var positive = Enumerable.Range(0, cost.Thresholds.Count).Where(point => cost.Thresholds[point] > 0).ToList();
        var points = Thinning.Evenly(positive.Count, MostCurvePoints).Select(point => positive[point]).ToList();
        json.WriteStartObject("cost");
        WriteNumbers(json, "thresholds", points.Select(point => cost.Thresholds[point]));
        json.WriteNumber("chosen", cost.Chosen);
        json.WriteStartArray("slices");
        foreach (var (name, values) in cost.Slices)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            WriteNumbers(json, "cost", points.Select(point => values[point]));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMeans(Utf8JsonWriter json, MeanErrors errors)
    {
        json.WriteStartObject("means");
        json.WriteStartArray("signals");
        foreach (var signal in errors.Signals) json.WriteStringValue(signal);
        json.WriteEndArray();
        json.WriteStartArray("classes");
        foreach (var (name, _, mean) in errors.Classes)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            WriteNumbers(json, "mean", mean);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            if (double.IsFinite(number)) json.WriteNumberValue((float)number);
            else json.WriteNullValue();
        json.WriteEndArray();
    }

    private static string Floats(int count, Func<int, float> value)
    {
        var bytes = new byte[4 * count];
        for (var i = 0; i < count; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), value(i));
        return Convert.ToBase64String(bytes);
    }

    private static string Halves(ReadOnlySpan<float> values)
    {
        var bytes = new byte[2 * values.Length];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(2 * i), (Half)values[i]);
        return Convert.ToBase64String(bytes);
    }
}
