using System.Text;
using System.Text.Json;
using Plumbline.App.Reports;
using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.App.StudyReports;

/// <summary>The numbers behind the plots of a study as one JSON document. Trials are told by their place among those that are shown.</summary>
internal sealed class StudyPlotData
{
    private const int StepBudget = 40_000, MostStepsEach = 200, SurfaceSize = 36, SurfaceParameters = 4;

    private readonly StudyReport report;
    private readonly StudySummary summary;
    private readonly Dictionary<int, int> places;

    public StudyPlotData(StudyReport report, StudySummary summary)
    {
        (this.report, this.summary) = (report, summary);
        Shown = ShownTrials.Of(report, summary);
        places = Shown.Select((trial, place) => (trial.Number, place)).ToDictionary();
        Parameters = [.. report.Definition.Space.Parameters.OfType<FreeParameter>().Where(parameter => Shown.Any(trial => trial.Values.ContainsKey(parameter.Name)))];
        WithSteps = [.. Shown.Where(trial => trial.Steps.Count > 0)];
        Numeric = [.. Parameters.Where(parameter => parameter is not ChoiceParameter && parameter.Count is not < 3 && Complete(parameter).Select(trial => trial.Values[parameter.Name]).Distinct().Count() > 2)
            .OrderByDescending(parameter => report.Importance.FirstOrDefault(share => share.Parameter == parameter.Name)?.Share ?? 0).Take(SurfaceParameters)];
    }

    public IReadOnlyList<Trial> Shown { get; }

    /// <summary>Those that were chosen in any trial.</summary>
    public IReadOnlyList<FreeParameter> Parameters { get; }

    /// <summary>Trials that reported something on the way.</summary>
    public IReadOnlyList<Trial> WithSteps { get; }

    /// <summary>Parameters to draw surfaces over, the most important first.</summary>
    public IReadOnlyList<FreeParameter> Numeric { get; }

    /// <summary>Pairs of <see cref="Numeric"/>, the most important first.</summary>
    public IEnumerable<(FreeParameter X, FreeParameter Y)> Pairs =>
        Enumerable.Range(1, Math.Max(0, Numeric.Count - 1)).SelectMany(second => Enumerable.Range(0, second).Select(first => (Numeric[first], Numeric[second])));

    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("objectives");
            for (var i = 0; i < report.Definition.Objectives.Count; i++) WriteObjective(json, i);
            json.WriteEndArray();
            json.WriteStartArray("parameters");
            foreach (var parameter in Parameters) WriteParameter(json, parameter);
            json.WriteEndArray();
            WriteNumbers(json, "numbers", Shown.Select(trial => (double)trial.Number));
            json.WriteString("states", string.Concat(Shown.Select(trial => StudySummary.Word(trial.State)[0])));
            WriteTimes(json);
            WriteSteps(json);
            WriteSurfaces(json);
            WriteNumbers(json, "front", summary.Front.Where(trial => places.ContainsKey(trial.Number)).Select(trial => (double)places[trial.Number]));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private void WriteObjective(Utf8JsonWriter json, int objective)
    {
        var wanted = report.Definition.Objectives[objective];
        json.WriteStartObject();
        json.WriteString("name", wanted.Name);
        json.WriteBoolean("minimize", wanted.Goal == Goal.Minimize);
        if (summary.Complete.Count > 0) WriteAxis(json, "axis", ObjectiveAxis.Of(wanted.Goal, summary.Complete.Select(trial => trial.Objectives[objective])));
        WriteNumbers(json, "values", Shown.Select(trial => trial.State == TrialState.Complete ? trial.Objectives[objective] : double.NaN));
        WriteNumbers(json, "top", summary.Top(objective).Where(trial => places.ContainsKey(trial.Number)).Select(trial => (double)places[trial.Number]));
        json.WriteStartArray("best");
        var best = double.NaN;
        foreach (var trial in summary.Complete)
        {
            if (!double.IsNaN(best) && !wanted.IsBetter(trial.Objectives[objective], best)) continue;
            best = trial.Objectives[objective];
            json.WriteStartArray();
            json.WriteNumberValue(trial.Number);
            WriteNumber(json, best);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteParameter(Utf8JsonWriter json, FreeParameter parameter)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        switch (parameter)
        {
            case ChoiceParameter choice:
                json.WriteStartArray("choices");
                foreach (var one in choice.Choices) json.WriteStringValue(one);
                json.WriteEndArray();
                break;
            case IntegerParameter whole: WriteRange(json, whole.Low, whole.High, whole.Scale, true); break;
            case RealParameter real: WriteRange(json, real.Low, real.High, real.Scale, false); break;
        }
        WriteNumbers(json, "values", Shown.Select(trial => trial.Values.TryGetValue(parameter.Name, out var value) ? value : double.NaN));
        json.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter json, double low, double high, ParameterScale scale, bool whole)
    {
        json.WritePropertyName("low");
        WriteNumber(json, low);
        json.WritePropertyName("high");
        WriteNumber(json, high);
        json.WriteString("scale", scale switch { ParameterScale.Log => "log", ParameterScale.ReverseLog => "reverse", _ => "linear" });
        json.WriteBoolean("whole", whole);
    }

    private static void WriteAxis(Utf8JsonWriter json, string name, ObjectiveAxis axis)
    {
        json.WriteStartObject(name);
        WriteRange(json, axis.Low, axis.High, axis.IsLog ? ParameterScale.Log : ParameterScale.Linear, false);
        json.WriteEndObject();
    }

    private void WriteTimes(Utf8JsonWriter json)
    {
        if (summary.Times.First is not { } first) return;
        var workers = summary.Workers.ToList();
        json.WriteStartObject("time");
        json.WriteNumber("start", first.ToUnixTimeMilliseconds() / 1000.0);
        json.WriteStartArray("workers");
        foreach (var worker in workers) json.WriteStringValue(worker);
        json.WriteEndArray();
        WriteNumbers(json, "worker", Shown.Select(trial => trial.Worker is { } worker ? workers.IndexOf(worker) : double.NaN));
        WriteNumbers(json, "from", Shown.Select(trial => trial.Started is { } started ? Math.Round((started - first).TotalSeconds, 3) : double.NaN));
        WriteNumbers(json, "length", Shown.Select(trial => BusyTimes.Length(trial) is { } length ? Math.Round(length.TotalSeconds, 3) : double.NaN));
        json.WriteNumber("end", Math.Round((summary.Times.Last!.Value - first).TotalSeconds, 3));
        json.WriteStartArray("pauses");
        foreach (var (from, to) in summary.Times.Pauses)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(from, 3));
            json.WriteNumberValue(Math.Round(to, 3));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteSteps(Utf8JsonWriter json)
    {
        if (WithSteps.Count == 0) return;
        var most = Math.Clamp(StepBudget / WithSteps.Count, 2, MostStepsEach);
        WriteAxis(json, "stepAxis", ObjectiveAxis.Of(report.Definition.Objectives[0].Goal, WithSteps.SelectMany(trial => trial.Steps.Select(step => step.Value))));
        json.WriteStartArray("steps");
        foreach (var trial in WithSteps)
        {
            var kept = Thinning.Evenly(trial.Steps.Count, most).Select(i => trial.Steps[i]).ToList();
            json.WriteStartObject();
            json.WriteNumber("trial", places[trial.Number]);
            // Most trials report at every step: the first one and how far they lie apart say it all.
            var apart = kept.Count > 1 ? kept[1].Step - kept[0].Step : 1;
            if (kept.Select((step, i) => step.Step == kept[0].Step + (i * apart)).All(regular => regular))
            {
                json.WriteNumber("from", kept[0].Step);
                json.WriteNumber("apart", apart);
            }
            else WriteNumbers(json, "at", kept.Select(step => (double)step.Step));
            WriteNumbers(json, "values", kept.Select(step => step.Value));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteSurfaces(Utf8JsonWriter json)
    {
        json.WriteStartArray("surfaces");
        foreach (var (x, y) in Pairs)
        {
            var trials = Complete(x).Where(trial => trial.Values.ContainsKey(y.Name)).ToList();
            json.WriteStartObject();
            json.WriteNumber("x", Place(x));
            json.WriteNumber("y", Place(y));
            json.WriteNumber("size", SurfaceSize);
            json.WriteStartArray("cells");
            for (var objective = 0; objective < report.Definition.Objectives.Count && trials.Count > 0; objective++)
            {
                var axis = ObjectiveAxis.Of(report.Definition.Objectives[objective].Goal, summary.Complete.Select(trial => trial.Objectives[objective]));
                WriteShares(json, Surface.Of([.. trials.Select(trial => (x.ToUnit(trial.Values[x.Name]), y.ToUnit(trial.Values[y.Name]), axis.Place(trial.Objectives[objective])))], SurfaceSize));
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private int Place(FreeParameter parameter) => Parameters.TakeWhile(other => other != parameter).Count();

    private IEnumerable<Trial> Complete(FreeParameter parameter) => summary.Complete.Where(trial => trial.Values.ContainsKey(parameter.Name));

    /// <summary>Places on an axis in hundredths, fine enough for a colour; -1 where there is nothing.</summary>
    private static void WriteShares(Utf8JsonWriter json, double[] cells)
    {
        json.WriteStartArray();
        foreach (var cell in cells) json.WriteNumberValue(double.IsNaN(cell) ? -1 : (int)Math.Round(100 * cell));
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) WriteNumber(json, number);
        json.WriteEndArray();
    }

    /// <summary>Six digits, which no screen resolves; whole numbers are exact.</summary>
    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (!double.IsFinite(number)) json.WriteNullValue();
        else if (number == Math.Round(number) && Math.Abs(number) < 1e15) json.WriteNumberValue((long)number);
        else json.WriteRawValue(number.ToString(Math.Abs(number) >= 1e4 ? "0.###" : "G6"));
    }
}
