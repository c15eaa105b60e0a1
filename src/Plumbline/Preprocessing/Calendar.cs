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

    /// <exception cref="DataFormatException">There are no times of day, and calendar signals are asked for.</exception>
    public void RequireTimes(in GivenRows given)
    {
        if (Names.Count > 0 && given.Kind != TimeKind.Timestamp)
            throw given.Fault(-1, "an index instead of times", "a timestamp column for the signals of prepare.calendar");
    }

    /// <summary>Appends the signals to each step.</summary>
    /// <param name="values">[step, column].</param>
    /// <param name="origins">[step, column].</param>
    /// <param name="ticks">[step], UTC.</param>
    /// <param name="all">[step, signal], the columns and then those of the calendar.</param>
    /// <param name="allOrigins">[step, signal]; those of the calendar stay as they are.</param>
    public void Append(ReadOnlySpan<float> values, ReadOnlySpan<ValueOrigin> origins, ReadOnlySpan<long> ticks, Span<float> all, Span<ValueOrigin> allOrigins)
    {
        if (ticks.Length == 0) return;
        var before = values.Length / ticks.Length;
        var width = before + Names.Count;
        for (var step = 0; step < ticks.Length; step++)
        {
            values.Slice(step * before, before).CopyTo(all[(step * width)..]);
            origins.Slice(step * before, before).CopyTo(allOrigins[(step * width)..]);
            Write(ticks[step], all.Slice((step * width) + before, Names.Count));
        }
    }

    private void Write(long ticks, Span<float> values)
    {
        var at = 0;
        for (var i = 0; i < signals.Count; i++) // an enumerator would be allocated for each step
        {
            var signal = signals[i];
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
