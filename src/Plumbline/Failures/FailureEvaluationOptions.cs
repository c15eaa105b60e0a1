namespace Plumbline.Failures;

/// <summary>How scores of histories are judged. Of an axis that counts, a day is one number.</summary>
public sealed record FailureEvaluationOptions
{
    /// <summary>Days before a failure within which an alarm or an inspection counts as right; at least <see cref="Lead"/>. 7: as Backblaze's data is judged elsewhere, and long enough to copy a disk.</summary>
    public double Horizon { get; init; } = 7;

    /// <summary>Days before a failure from which on scores come too late and are not looked at; above 0. 1: the day of the failure itself tells nobody anything.</summary>
    public double Lead { get; init; } = 1;

    /// <summary>An entity is flagged where its score is above this. 0.5: of a probability, the labs' choice.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Share of the live entities that can be inspected each day, above 0 to 1; what is less than one entity adds up from day to day. 0.01.</summary>
    public double BudgetShare { get; init; } = 0.01;

    /// <summary>Entities that can be inspected each day, above 0, instead of a share; parts of one add up. Null: the share counts.</summary>
    public double? BudgetCount { get; init; }

    /// <summary>Days for which an inspected entity is not inspected again, at least 1. 7.</summary>
    public double Pause { get; init; } = 7;

    /// <summary>Failures among all rows of the fleet that the scores are meant for, above 0, below 1: of daily rows, the failures per entity and day.
    /// Null, not known: no figure is carried over to it.</summary>
    public double? FleetRate { get; init; }

    /// <summary>Of the order in which entities with equal scores are inspected.</summary>
    public int Seed { get; init; }

    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (!(Lead > 0 && double.IsFinite(Lead))) yield return $"lead is {Lead}; expected above 0 days";
        if (!(Horizon >= Lead && double.IsFinite(Horizon))) yield return $"horizon is {Horizon}; expected at least the lead of {Lead} days";
        if (!double.IsFinite(Threshold)) yield return $"threshold is {Threshold}; expected a finite number";
        if (!(BudgetShare is > 0 and <= 1)) yield return $"budgetShare is {BudgetShare}; expected above 0, at most 1";
        if (!(BudgetCount is null or (> 0 and <= int.MaxValue))) yield return $"budgetCount is {BudgetCount}; expected above 0, or null for a share";
        if (!(Pause >= 1 && double.IsFinite(Pause))) yield return $"pause is {Pause}; expected at least 1 day";
        if (!(FleetRate is null or (> 0 and < 1))) yield return $"fleetRate is {FleetRate}; expected above 0, below 1, or null where it is not known";
    }
}
