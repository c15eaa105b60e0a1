namespace Plumbline.Detection.Thresholds;

/// <summary>What fewer or more alarms would take: a few budgets beside the one that was asked for.</summary>
internal static class AlarmPoints
{
    private static readonly (int Alarms, AlarmPeriod Per)[] InTime = [(1, AlarmPeriod.Day), (2, AlarmPeriod.Week), (1, AlarmPeriod.Month)];
    private static readonly (int Alarms, AlarmPeriod Per)[] InSteps = [(5, AlarmPeriod.ThousandSteps), (1, AlarmPeriod.ThousandSteps)];

    /// <param name="budgetOf">Null where steps have no known length.</param>
    public static IReadOnlyList<AlarmPoint> Of(AlarmTail tail, Func<int, AlarmPeriod, AlarmBudget?> budgetOf)
    {
        var budgets = budgetOf(1, AlarmPeriod.Day) is null ? InSteps : InTime;
        return [.. budgets.Select(budget =>
        {
            var (threshold, extrapolated) = tail.At(budgetOf(budget.Alarms, budget.Per)!.Value.PerStep);
            return new AlarmPoint(budget.Alarms, budget.Per, threshold, extrapolated);
        })];
    }
}
