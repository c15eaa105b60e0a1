namespace Plumbline.Simulation;

/// <summary>Size, times and faults of a simulated fleet.</summary>
public sealed record SyntheticFleetOptions
{
    private const double LeastHoursPerAnomaly = 6;

    /// <summary>Number of nodes, 1 to 9,999. Default 8: with <see cref="AnomaliesPerNode"/> 3 every cause occurs at least twice.</summary>
    public int Nodes { get; init; } = 8;

    /// <summary>Length of the telemetry in days, above 0. Default 7, a week of day and night.</summary>
    public double Days { get; init; } = 7;

    /// <summary>Time from one step to the next, 1 second to 1 hour. Default 5 minutes, usual in monitoring of computing centres.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Share of the steps, from the start, without any anomaly, above 0 and below 1. Default 0.6.</summary>
    public double FitShare { get; init; } = 0.6;

    /// <summary>Anomalies on each node after the fit part, at least 0; each needs 6 hours of it. Default 3. Causes take turns over the fleet.</summary>
    public int AnomaliesPerNode { get; init; } = 3;

    /// <summary>UTC time of the first step. The default, a Monday, is fixed so that the data do not depend on the day they are made.</summary>
    public DateTime Start { get; init; } = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Same seed and options, same data; a node's data do not depend on how many others there are. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Steps of every frame.</summary>
    public int StepCount => (int)Math.Round(TimeSpan.FromDays(Days) / Step);

    /// <summary>Steps of every frame without anomalies.</summary>
    public int FitSteps => (int)(StepCount * FitShare);

    /// <exception cref="ArgumentException">Names everything that is wrong.</exception>
    internal void Validate()
    {
        var problems = new List<string>();
        if (Nodes is < 1 or > 9_999) problems.Add($"Nodes is {Nodes}, expected 1 to 9999");
        if (Step < TimeSpan.FromSeconds(1) || Step > TimeSpan.FromHours(1)) problems.Add($"Step is {Step}, expected 1 second to 1 hour");
        if (!(Days is > 0 and <= 3_660)) problems.Add($"Days is {Days}, expected above 0 and at most 3660");
        if (!(FitShare is > 0 and < 1)) problems.Add($"FitShare is {FitShare}, expected above 0 and below 1");
        if (AnomaliesPerNode < 0) problems.Add($"AnomaliesPerNode is {AnomaliesPerNode}, expected at least 0");
        if (Start.Kind == DateTimeKind.Local) problems.Add("Start is a local time, expected UTC");
        if (problems.Count == 0 && FitSteps < 2) problems.Add($"{StepCount} steps leave {FitSteps} for fitting, expected at least 2");
        if (problems.Count == 0 && AnomaliesPerNode * LeastHoursPerAnomaly > Days * 24 * (1 - FitShare) + 1e-9)
            problems.Add($"{AnomaliesPerNode} anomalies need {AnomaliesPerNode * LeastHoursPerAnomaly} hours after the fit part, which has {Days * 24 * (1 - FitShare):0.#}");
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems) + ".");
    }
}
