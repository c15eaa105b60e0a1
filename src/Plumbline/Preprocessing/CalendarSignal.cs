namespace Plumbline.Preprocessing;

/// <summary>Context that is derived from the times of the rows, as they stand in the data (UTC).</summary>
public enum CalendarSignal
{
    /// <summary>Share of the day that has passed, 0 to below 1.</summary>
    TimeOfDay,

    /// <summary>Days since Monday as a share of the week: 0, 1/7, ... 6/7.</summary>
    DayOfWeek,

    /// <summary>Share of the week that has passed since Monday 00:00, 0 to below 1.</summary>
    TimeOfWeek,

    /// <summary>Sine and cosine of the time of day, two signals: for models to which midnight must be no jump.</summary>
    DayCircle,

    /// <summary>Sine and cosine of the time of the week, two signals.</summary>
    WeekCircle,
}
