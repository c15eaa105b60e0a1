using Plumbline.Data;

namespace Plumbline.Preprocessing;

/// <summary>Calculates calendar signals; they need no fitting and no scaling.</summary>
internal sealed class Calendar(IReadOnlyList<CalendarSignal> signals)
{
    private const long Week = 7 * TimeSpan.TicksPerDay; // tick 0, 0001-01-01, is a Monday

    /// <summary>Names of the signals, in their order.</summary>
    public IReadOnlyList<string> Names { get; } = [.. signals.SelectMany(NamesOf)];

    /// <summary>As of signals that are taken as they are.</summary>
    public IEnumerable<SignalScale> Scales => Names.Select(_ => new SignalScale(0, 1, 1, -1, 1, 0));

    /// <exception cref="DataFormatException">The frame has no times of day, and calendar signals are asked for.</exception>
    public void RequireTimes(SeriesFrame frame)
    {
        if (Names.Count > 0 && frame.Time.Kind != TimeKind.Timestamp)
            throw new DataFormatException(frame.Source, "", "an index instead of times", "a timestamp column for the signals of prepare.calendar");
    }

    /// <summary>Appends the signals to each step.</summary>
    /// <param name="values">[step, signal].</param>
    /// <param name="origins">[step, signal].</param>
    /// <param name="ticks">[step], UTC.</param>
    /// <returns>Both [step, signal, with calendar].</returns>
    public (float[] Values, ValueOrigin[] Origins) Append(float[] values, ValueOrigin[] origins, ReadOnlySpan<long> ticks)
    {
        if (ticks.Length == 0) return (values, origins);
        var before = values.Length / ticks.Length;
        var width = before + Names.Count;
        var (all, allOrigins) = (new float[ticks.Length * width], new ValueOrigin[ticks.Length * width]);
        for (var step = 0; step < ticks.Length; step++)
        {
            values.AsSpan(step * before, before).CopyTo(all.AsSpan(step * width));
            origins.AsSpan(step * before, before).CopyTo(allOrigins.AsSpan(step * width));
            Write(ticks[step], all.AsSpan((step * width) + before, Names.Count));
        }
        return (all, allOrigins);
    }

    private void Write(long ticks, Span<float> values)
    {
        var at = 0;
        foreach (var signal in signals)
        {
            var day = (double)(ticks % TimeSpan.TicksPerDay) / TimeSpan.TicksPerDay;
            var week = (double)(ticks % Week) / Week;
            switch (signal)
            {
                case CalendarSignal.TimeOfDay:
                    values[at++] = (float)day;
                    break;
                case CalendarSignal.DayOfWeek:
                    values[at++] = (float)(Math.Floor(week * 7) / 7);
                    break;
                case CalendarSignal.TimeOfWeek:
                    values[at++] = (float)week;
                    break;
                default:
                    var (sine, cosine) = Math.SinCos(2 * Math.PI * (signal == CalendarSignal.DayCircle ? day : week));
                    (values[at++], values[at++]) = ((float)sine, (float)cosine);
                    break;
            }
        }
    }

    private static string[] NamesOf(CalendarSignal signal) => signal switch
    {
        CalendarSignal.TimeOfDay => ["timeOfDay"],
        CalendarSignal.DayOfWeek => ["dayOfWeek"],
        CalendarSignal.TimeOfWeek => ["timeOfWeek"],
        CalendarSignal.DayCircle => ["dayCircle.sine", "dayCircle.cosine"],
        CalendarSignal.WeekCircle => ["weekCircle.sine", "weekCircle.cosine"],
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "No such calendar signal."),
    };
}
