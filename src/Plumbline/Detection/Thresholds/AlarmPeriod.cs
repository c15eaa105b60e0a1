namespace Plumbline.Detection.Thresholds;

/// <summary>What a budget of alarms is for: so many in each of these.</summary>
public enum AlarmPeriod
{
    Hour,

    Day,

    Week,

    /// <summary>30 days.</summary>
    Month,

    /// <summary>A thousand steps, for data without times, and for presets that must suit any step.</summary>
    ThousandSteps,
}
