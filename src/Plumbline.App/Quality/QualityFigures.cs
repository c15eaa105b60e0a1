namespace Plumbline.App.Quality;

/// <summary>How well a contestant did on a case; null is undefined.</summary>
internal sealed record QualityFigures
{
    /// <summary>On the rows that count for ranking.</summary>
    public double? VusPr { get; init; }

    public double? AucPr { get; init; }

    /// <summary>At the deployed threshold, after the alert policy, on rows that nothing was fitted on; as the next.</summary>
    public double? EventF1 { get; init; }

    public double? EventPrecision { get; init; }

    public double? EventRecall { get; init; }

    /// <summary>With the best threshold, found by the labels, of those whose alarms cover no more than <see cref="QualitySettings.MostCovered"/>.</summary>
    public double? OracleEventF1 { get; init; }

    /// <summary>Steps from the start of an event to when its alarm is raised, the steps that the model waits for later ones among them; median over the events found.</summary>
    public double? MedianDelay { get; init; }

    /// <summary>Steps that the model waits.</summary>
    public int? Waits { get; init; }

    /// <summary>Share of the judged rows in alarm, merged: one endless alarm touches every event.</summary>
    public double? InAlarm { get; init; }

    /// <summary>Alarms that touch no event.</summary>
    public int? FalseAlarms { get; init; }

    /// <summary>Length of the judged rows; null where the period is not known.</summary>
    public double? Days { get; init; }

    public double? FalseAlarmsPerDay { get; init; }

    /// <summary>Whether the guilty are named, given where the event begins and ends.</summary>
    public BlameFigures? Given { get; init; }

    /// <summary>The same with onsets that the detector finds, asked at the event's row with the highest score, over the events that a verdict touches.</summary>
    public BlameFigures? Asked { get; init; }

    /// <summary>The same by the first verdict that touches the event.</summary>
    public BlameFigures? Told { get; init; }

    /// <summary>Share of the events whose signals are known that a verdict touches.</summary>
    public double? Detected { get; init; }

    /// <summary>Deployed, raw; null without one.</summary>
    public double? Threshold { get; init; }

    /// <summary>How it was found.</summary>
    public string? Rule { get; init; }

    /// <summary>Rows without enough data for a score.</summary>
    public int UnscoredRows { get; init; }

    public double? FitSeconds { get; init; }

    public double? ScoreSeconds { get; init; }

    public double? RowsPerSecond { get; init; }

    /// <summary>Allocated on the thread that fits and scores.</summary>
    public long? AllocatedBytes { get; init; }
}
