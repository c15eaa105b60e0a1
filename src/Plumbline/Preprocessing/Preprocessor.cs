using System.Text.Json.Serialization;
using Plumbline.Data;

namespace Plumbline.Preprocessing;

/// <summary>The fitted chain from raw rows to model input: signal order, time grid, gaps, scaling.</summary>
/// <param name="Options">As given; signals found needless are among the excluded.</param>
/// <param name="Signals">Names in the order the model sees them: those that are judged, then the context, last what the calendar adds.</param>
/// <param name="Grid">Fitted time grid.</param>
/// <param name="Scaler">Fitted scaling.</param>
public sealed record Preprocessor(PreprocessorOptions Options, IReadOnlyList<string> Signals, TimeGrid Grid, Scaler Scaler)
{
    private readonly Calendar calendar = new(Options.Calendar);

    public int SignalCount => Signals.Count;

    /// <summary>How many of the signals, the last ones, are context: given to the model, but neither reconstructed nor scored.</summary>
    public int ContextCount => Options.Context.Count + CalendarCount;

    /// <summary>How many of the signals, the last ones, are no columns of the data but derived from its times.</summary>
    public int CalendarCount => calendar.Names.Count;

    /// <summary>Names of the signals that are columns of the data: all but the calendar's.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Columns => CalendarCount == 0 ? Signals : [.. Signals.Take(SignalCount - CalendarCount)];

    /// <summary>Names of the signals that are judged, the first ones.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> JudgedSignals => ContextCount == 0 ? Signals : [.. Signals.Take(SignalCount - ContextCount)];

    /// <summary>Whether a prepared value depends only on its own and earlier rows, so that rows can be prepared as they come.</summary>
    public bool IsCausal => Options.Gaps.Fill != GapFill.Linear && Options.Grid.OutOfOrder != OutOfOrderRows.Sort;

    /// <summary>Learns the chain from the fit rows.</summary>
    /// <param name="frames">Fit rows, at least one frame with at least one row, all with the same signals in any order.</param>
    /// <exception cref="ArgumentException">An option is out of range; all problems are named.</exception>
    /// <exception cref="DataFormatException">The signals of the frames differ, or a signal cannot be scaled.</exception>
    public static Preprocessor Fit(IReadOnlyList<SeriesFrame> frames, PreprocessorOptions options)
    {
        var problems = options.Problems().ToList();
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        if (frames.Count == 0 || frames.All(frame => frame.StepCount == 0)) throw new ArgumentException("No fit rows.", nameof(frames));

        RequireKnown(options.Exclude, "exclude");
        RequireKnown(options.Context, "context");
        RequireKnown(SignalForm.Named(options.Difference), "difference");
        RequireKnown(SignalForm.Named(options.Log), "log");
        options = options with { Exclude = [.. options.Exclude, .. NeedlessSignals.Find(frames, options)] };
        string[] judged = [.. frames[0].Signals.Where(name => !options.Exclude.Contains(name) && !options.Context.Contains(name))];
        if (judged.Length == 0) throw new DataFormatException(frames[0].Source, "", $"every signal {(options.Context.Count > 0 ? "context or excluded" : "excluded")}", "at least one signal left");
        string[] names = [.. judged, .. options.Context];
        var columns = frames.Select(frame => SignalColumns.Find(frame, names, options.Exclude)).ToList();
        var scaler = Scaler.Fit(frames, names, columns, options);
        var calendar = new Calendar(options.Calendar);
        calendar.RequireTimes(new GivenRows(frames[0], default));
        return new Preprocessor(options, [.. names, .. calendar.Names], TimeGrid.Fit(frames, options.Grid), scaler with { Signals = [.. scaler.Signals, .. calendar.Scales] });

        void RequireKnown(IEnumerable<string> named, string where)
        {
            var unknown = named.Where(name => !frames[0].Signals.Contains(name)).ToList();
            if (unknown.Count > 0) throw new DataFormatException(frames[0].Source, "", $"no signal {Scaler.Quoted(unknown)}", $"the signals that prepare.{where} names");
        }
    }

    public PreparationState NewState() => new(SignalCount - CalendarCount);

    /// <summary>Prepares all rows of an entity.</summary>
    public PreparedFrame Transform(SeriesFrame frame) => Transform(frame, NewState());

    /// <summary>Prepares the next rows of an entity.</summary>
    /// <param name="frame">Rows that follow those prepared with this state; its signals are matched by name, in any order.</param>
    /// <param name="state">Of this entity; updated.</param>
    /// <exception cref="DataFormatException">The signals differ from the model's, a time is out of order, or the calendar is asked for of rows without times.</exception>
    public PreparedFrame Transform(SeriesFrame frame, PreparationState state)
    {
        var steps = new PreparedSteps(); // its arrays become the frame's
        Transform(frame, state, steps);
        return new PreparedFrame(SignalCount, steps.Values, steps.Origins, steps.Segments, steps.StepOfRow, steps.ContinuesSegment, CalendarCount);
    }

    /// <param name="steps">Gets what is prepared.</param>
    /// <inheritdoc cref="Transform(SeriesFrame, PreparationState)"/>
    internal void Transform(SeriesFrame frame, PreparationState state, PreparedSteps steps) =>
        Transform(new GivenRows(frame, steps.ColumnsOf(frame, this)), state, steps);

    /// <summary>Prepares the next rows of an entity; allocates nothing once the arrays are large enough.</summary>
    /// <exception cref="DataFormatException">A time is out of order, or the calendar is asked for of rows without times; the state is as before.</exception>
    internal void Transform(in GivenRows given, PreparationState state, PreparedSteps steps)
    {
        calendar.RequireTimes(given);
        var layout = steps.Layout;
        layout.Lay(given, Grid, Grid.Options.Enabled ? Options.Gaps : null, state.LastTime);
        var columns = given.Columns.Length;
        var raw = steps.Raw(columns);
        layout.Gather(given, Grid.Options.Duplicates, raw);
        var prepared = steps.Columns(columns, CalendarCount);
        var values = prepared.Values.Span;
        var origins = prepared.Origins.Span;

        var filler = new GapFiller(Options.Gaps, Scaler, state);
        for (var s = 0; s < layout.Segments.Count; s++)
        {
            var segment = layout.Segments[s];
            if (s > 0 || !layout.ContinuesSegment) filler.StartSegment();
            var observed = raw.Slice(segment.Start * columns, segment.Length * columns);
            var from = origins.Slice(segment.Start * columns, segment.Length * columns);
            filler.Fill(observed, from);
            TakeChanges(observed, from, state.LastSteps);
        }
        for (var start = 0; start < raw.Length; start += columns)
        {
            for (var signal = 0; signal < columns; signal++) values[start + signal] = double.IsNaN(raw[start + signal]) ? 0 : Scaler.Apply(signal, raw[start + signal]);
        }
        if (given.Count > 0) state.LastTime = given.Times[layout.LastRow];
        if (CalendarCount == 0) return;
        var times = steps.Times();
        TimesOf(given, layout.StepOfRow.Span, times);
        var (all, allOrigins) = steps.WithCalendar();
        calendar.Append(values, origins, times, all.Span, allOrigins.Span);
    }

    // Of the first step of a segment there is no change: it counts as imputed.
    private void TakeChanges(Span<double> values, Span<ValueOrigin> origins, Span<double> before)
    {
        for (var signal = 0; signal < before.Length; signal++)
        {
            if (!Scaler.Signals[signal].IsChange) continue;
            ref var last = ref before[signal];
            for (var i = signal; i < values.Length; i += before.Length)
            {
                (var value, values[i]) = (values[i], values[i] - last);
                if (double.IsNaN(values[i]) && origins[i] == ValueOrigin.Observed) origins[i] = ValueOrigin.Imputed;
                last = value;
            }
        }
    }

    // [step]; a step that no row is at, filled in a gap, is whole periods before the next one.
    private void TimesOf(in GivenRows given, ReadOnlySpan<int> stepOfRow, Span<long> times)
    {
        for (var row = 0; row < stepOfRow.Length; row++) times[stepOfRow[row]] = given.Times[row];
        for (var step = times.Length - 2; step >= 0; step--)
        {
            if (times[step] == 0) times[step] = times[step + 1] - Grid.Period;
        }
    }
}
