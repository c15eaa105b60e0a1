using System.Globalization;
using System.Text;
using Plumbline.Data;

namespace Plumbline.Detection.Attribution;

/// <summary>Verdicts in plain words, for people who know the machine and not the model.</summary>
public static class Sentence
{
    private const double Together = 1.0 / 3; // of the first signal's share, that others have who are named with it
    private const int MostNamed = 2;
    private const int MostRelations = 3;

    /// <summary>What happened, to which signals, and what would help, as far as the verdict says.</summary>
    public static string Of(Verdict verdict)
    {
        if (verdict.Status == VerdictStatus.NotEnoughData) return string.Create(CultureInfo.InvariantCulture, $"Too little data for a verdict: {verdict.ImputedShare * 100:0} % of the values were not observed.");
        if (verdict.Signals.Count == 0) return "";
        var first = verdict.Signals[0];
        var text = new StringBuilder();
        if (verdict.Status == VerdictStatus.Normal)
        {
            return text.Append(CultureInfo.InvariantCulture, $"Nothing is off: the score is {Number(verdict.Score, verdict.Score)} of the threshold. Farthest from usual is {first.Name}")
                .Append(first.Observed is { } value ? $", at {Number(value, value - first.Expected)} (expected {Number(first.Expected, value - first.Expected)})." : ".").ToString();
        }
        text.Append(Change(first)).Append(When(verdict)).Append(Others(verdict)).Append(Broken(verdict)).Append('.');
        if (verdict.Repair is { } repair) text.Append(' ').Append(Helps(repair));
        return text.ToString();
    }

    /// <summary>A number with thousands marked and no more digits than a difference of this size is told by.</summary>
    internal static string Number(double value, double difference)
    {
        if (double.IsNaN(value) || double.IsInfinity(value)) return value.ToString(CultureInfo.InvariantCulture);
        var size = Math.Abs(difference);
        if (!(size > 0)) size = Math.Abs(value);
        if (size == 0) return "0";
        if (Math.Max(Math.Abs(value), size) is >= 1e15 or < 1e-6) return value.ToString("0.##e0", CultureInfo.InvariantCulture);
        // The second digit of the difference. Adding 0 makes -0 a 0.
        var decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(size)), -15, 10);
        if (decimals >= 0) return (Math.Round(value, decimals) + 0.0).ToString("#,##0." + new string('#', decimals), CultureInfo.InvariantCulture);
        var unit = Math.Pow(10, -decimals);
        return ((Math.Round(value / unit) * unit) + 0.0).ToString("#,##0", CultureInfo.InvariantCulture);
    }

    private static string Change(SignalAttribution signal)
    {
        if (signal.Direction == Direction.Silent) return $"{signal.Name} stopped reporting";
        if (signal.Observed is not { } observed) return $"{signal.Name} was off while it was not observed";
        var difference = observed - signal.Expected;
        if (difference == 0) return $"{signal.Name} stayed at {Number(observed, observed)}";
        return $"{signal.Name} {(difference > 0 ? "rose" : "fell")} to {Number(observed, difference)} (expected {Number(signal.Expected, difference)})";
    }

    private static string When(Verdict verdict)
    {
        var count = verdict.ToRow - verdict.FromRow + 1;
        return count <= 1 ? $" at {verdict.From}" : string.Create(CultureInfo.InvariantCulture, $" for {count:#,##0} steps from {verdict.From}");
    }

    private static string Others(Verdict verdict)
    {
        var others = verdict.Signals.Skip(1).TakeWhile(signal => signal.Share > 0 && signal.Share >= Together * verdict.Signals[0].Share).Select(signal => signal.Name).ToList();
        if (others.Count == 0) return "";
        if (others.Count <= MostNamed) return $", together with {string.Join(" and ", others)}";
        // One family that has them all says more than a number.
        var family = verdict.Families.FirstOrDefault(family => family.Signals > 1 && others.All(family.Holds));
        return family is null ? $", together with {others[0]} and {others.Count - 1} other signals"
            : $", together with {others.Count} {(family.Holds(verdict.Signals[0].Name) ? "others " : "")}of {family.Name}";
    }

    private static string Broken(Verdict verdict)
    {
        if (verdict.Relations.Count == 0) return "";
        // Of one signal, the first: who is to blame no longer goes with several.
        var head = verdict.Relations[0].A;
        var partners = verdict.Relations.Where(relation => relation.A == head).Select(relation => relation.B).Take(MostRelations).ToList();
        var list = partners.Count == 1 ? partners[0] : $"{string.Join(", ", partners.SkipLast(1))} and {partners[^1]}";
        return $"; {(head == verdict.Signals[0].Name ? "it" : head)} no longer goes with {list}";
    }

    private static string Helps(Repair repair)
    {
        if (repair.Signals.Count == 0) return "No return of up to 5 signals brings it under the threshold.";
        var parts = repair.Signals.Select(signal => $"{signal.Name} returns to {Target(signal)}").ToList();
        return $"Under the threshold if {(parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}")}.";
    }

    private static string Target(SignalRepair signal) => signal is { Low: { } low, High: { } high } && high > low
        ? $"{Number(low, high - low)} to {Number(high, high - low)}" : Number(signal.Usual, signal.Usual / 10);
}
