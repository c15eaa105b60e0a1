namespace Plumbline.Detection.Thresholds;

/// <summary>A budget of alarms and the threshold it would have.</summary>
/// <param name="Alarms">At most so many for each entity.</param>
/// <param name="Per">In each of these.</param>
/// <param name="Threshold">Raw.</param>
/// <param name="Extrapolated">Whether such alarms are too rare to be counted on the normal rows that were kept from the model: their tail was taken for exponential.</param>
public sealed record AlarmPoint(int Alarms, AlarmPeriod Per, double Threshold, bool Extrapolated)
{
    /// <summary>Such as <c>2 alarms a week</c>.</summary>
    public static string Words(int alarms, AlarmPeriod per) => $"{alarms} {(alarms == 1 ? "alarm" : "alarms")} " + per switch
    {
        AlarmPeriod.Hour => "an hour",
        AlarmPeriod.ThousandSteps => "in a thousand steps",
        _ => $"a {per.ToString().ToLowerInvariant()}",
    };
}
