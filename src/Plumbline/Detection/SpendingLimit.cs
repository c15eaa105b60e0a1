using Plumbline.Detection.Thresholds;

namespace Plumbline.Detection;

/// <summary>Keeps one entity within its budget of alarms while it is scored.</summary>
/// <remarks>What may be spent grows with time up to the whole budget; each alarm costs one. When less than one is left, a new alarm must be so much higher than the threshold, and
/// the more is owed the higher. So in n steps there are no more alarms than the budget allows in n steps, one budget more for the beginning, and ln(highest score) / 0.1.</remarks>
internal sealed class SpendingLimit(AlarmBudget budget)
{
    // Half as much lets 8 % more through, twice as much finds a tenth fewer events (18 shared series, two alarms a week).
    private const double Steepness = 0.1;

    private double left = budget.Alarms;

    /// <summary>What a new alarm must exceed at the next step, as a multiple of the threshold.</summary>
    public double Next()
    {
        left = Math.Min(budget.Alarms, left + budget.PerStep);
        return left >= 1 ? 1 : Math.Exp(Steepness * (1 - left));
    }

    public void Spend() => left--;
}
