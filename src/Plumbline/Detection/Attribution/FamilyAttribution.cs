using System.Text.RegularExpressions;

namespace Plumbline.Detection.Attribution;

/// <summary>The part that signals of one kind have in a verdict together.</summary>
/// <param name="Name">What their names have in common, the number they differ in as <c>*</c>: <c>ips_p0_*</c>, <c>fan*_rpm</c>; of a signal alone, its name.</param>
/// <param name="Share">Sum of theirs, 0 to 1.</param>
/// <param name="Signals">How many there are, guilty or not.</param>
public sealed partial record FamilyAttribution(string Name, double Share, int Signals)
{
    /// <summary>Families of a verdict's signals, by falling share: signals whose names differ in their last number only are of one.</summary>
    /// <remarks>Fourteen cores that are all a little off say more together than the fan that leads the list.</remarks>
    public static IReadOnlyList<FamilyAttribution> Of(IReadOnlyList<SignalAttribution> signals) =>
    [
        .. signals.GroupBy(signal => NameOf(signal.Name), StringComparer.Ordinal)
            .Select(family => new FamilyAttribution(family.Count() > 1 ? family.Key : family.First().Name, family.Sum(signal => signal.Share), family.Count()))
            .OrderByDescending(family => family.Share).ThenBy(family => family.Name, StringComparer.Ordinal),
    ];

    /// <summary>Whether a signal belongs to it.</summary>
    internal bool Holds(string signal) => Signals > 1 ? NameOf(signal) == Name : signal == Name;

    private static string NameOf(string signal) => LastNumber().Replace(signal, "*", 1);

    [GeneratedRegex(@"[0-9]+(?=[^0-9]*$)")]
    private static partial Regex LastNumber();
}
