using Plumbline.Data;
using Plumbline.Preprocessing;

namespace Plumbline.Detection.Thresholds;

/// <summary>How often an entity may alarm, in steps.</summary>
/// <param name="Alarms">At most so many, at least 1.</param>
/// <param name="Steps">In any so many steps, above 0.</param>
internal readonly record struct AlarmBudget(int Alarms, double Steps)
{
    public double PerStep => Alarms / Steps;

    /// <summary>A budget on a detector's steps.</summary>
    /// <param name="kind">Of the data's times.</param>
    /// <returns>Null where steps have no known length and the budget is in time.</returns>
    public static AlarmBudget? Of(int alarms, AlarmPeriod per, TimeGrid grid, TimeKind kind)
    {
        if (per == AlarmPeriod.ThousandSteps) return new AlarmBudget(alarms, 1000);
        if (kind != TimeKind.Timestamp || grid.Period <= 0) return null;
        return new AlarmBudget(alarms, (double)Length(per).Ticks / grid.Period);
    }

    private static TimeSpan Length(AlarmPeriod per) => per switch
    {
        AlarmPeriod.Hour => TimeSpan.FromHours(1),
        AlarmPeriod.Day => TimeSpan.FromDays(1),
        AlarmPeriod.Week => TimeSpan.FromDays(7),
        AlarmPeriod.Month => TimeSpan.FromDays(30),
        _ => throw new ArgumentOutOfRangeException(nameof(per), per, "not a period of time"),
    };
}
