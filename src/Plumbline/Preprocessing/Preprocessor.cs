using Plumbline.Data;

namespace Plumbline.Preprocessing;

/// <summary>The fitted chain from raw rows to model input: signal order, time grid, gaps, scaling.</summary>
/// <param name="Options">As given; signals found needless are among the excluded.</param>
/// <param name="Signals">Names in the order the model sees them.</param>
/// <param name="Grid">Fitted time grid.</param>
/// <param name="Scaler">Fitted scaling.</param>
public sealed record Preprocessor(PreprocessorOptions Options, IReadOnlyList<string> Signals, TimeGrid Grid, Scaler Scaler)
{
    public int SignalCount => Signals.Count;

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

        Require(options.Exclude, "exclude");
        Require(SignalForm.Unknown(options.Difference, frames[0].Signals), "difference");
        Require(SignalForm.Unknown(options.Log, frames[0].Signals), "log");
        options = options with { Exclude = [.. options.Exclude, .. NeedlessSignals.Find(frames, options)] };
        var names = frames[0].Signals.Where(name => !options.Exclude.Contains(name)).ToArray();
        if (names.Length == 0) throw new DataFormatException(frames[0].Source, "", "every signal excluded", "at least one signal left");
        var columns = frames.Select(frame => SignalColumns.Find(frame, names, options.Exclude)).ToList();
        return new Preprocessor(options, names, TimeGrid.Fit(frames, options.Grid), Scaler.Fit(frames, names, columns, options));

        void Require(IEnumerable<string> unknown, string option)
        {
            var names = unknown.Where(name => !frames[0].Signals.Contains(name)).ToList();
            if (names.Count > 0)
                throw new DataFormatException(frames[0].Source, "", $"no signal {Scaler.Quoted(names)}", $"the signals that prepare.{option} names");
        }
    }

    public PreparationState NewState() => new(SignalCount);

    /// <summary>Prepares all rows of an entity.</summary>
    public PreparedFrame Transform(SeriesFrame frame) => Transform(frame, NewState());

    /// <summary>Prepares the next rows of an entity.</summary>
    /// <param name="frame">Rows that follow those prepared with this state; its signals are matched by name, in any order.</param>
    /// <param name="state">Of this entity; updated.</param>
    /// <exception cref="DataFormatException">The signals differ from the model's, or a time is out of order.</exception>
    public PreparedFrame Transform(SeriesFrame frame, PreparationState state)
    {
        var columns = SignalColumns.Find(frame, Signals, Options.Exclude);
        var (rows, advances) = Grid.Place(frame, state.LastTime);
        var layout = StepLayout.Create(rows, advances, Grid.Options.Enabled ? Options.Gaps : null, state.LastTime is null);
        var raw = layout.Gather(frame, columns, Grid.Options.Duplicates);
        var origins = new ValueOrigin[raw.Length];
        var scaled = new float[raw.Length];

        var filler = new GapFiller(Options.Gaps, Scaler, state);
        for (var s = 0; s < layout.Segments.Count; s++)
        {
            var segment = layout.Segments[s];
            if (s > 0 || !layout.ContinuesSegment) filler.StartSegment();
            var values = raw.AsSpan(segment.Start * SignalCount, segment.Length * SignalCount);
            var from = origins.AsSpan(segment.Start * SignalCount, segment.Length * SignalCount);
            filler.Fill(values, from);
            TakeChanges(values, from, state.LastSteps);
        }
        for (var i = 0; i < raw.Length; i++) scaled[i] = double.IsNaN(raw[i]) ? 0 : Scaler.Apply(i % SignalCount, raw[i]);
        if (rows.Length > 0) state.LastTime = frame.Time[rows[^1]];
        return new PreparedFrame(SignalCount, scaled, origins, layout.Segments, layout.StepOfRow, layout.ContinuesSegment);
    }

    // Of the first step of a segment there is no change: it counts as imputed.
    private void TakeChanges(Span<double> values, Span<ValueOrigin> origins, Span<double> before)
    {
        for (var signal = 0; signal < SignalCount; signal++)
        {
            if (!Scaler.Signals[signal].IsChange) continue;
            ref var last = ref before[signal];
            for (var i = signal; i < values.Length; i += SignalCount)
            {
                (var value, values[i]) = (values[i], values[i] - last);
                if (double.IsNaN(values[i]) && origins[i] == ValueOrigin.Observed) origins[i] = ValueOrigin.Imputed;
                last = value;
            }
        }
    }
}
