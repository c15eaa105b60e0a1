using System.Text.Json.Serialization;

namespace Plumbline.Tuning.Space;

/// <summary>One of some settings without an order.</summary>
/// <param name="Choices">As settings have them, such as <c>relu</c> or <c>[64, 32]</c>; at least one, no two alike.</param>
public sealed record ChoiceParameter(string Name, IReadOnlyList<string> Choices) : FreeParameter(Name)
{
    [JsonIgnore]
    public override int? Count => Choices.Count;

    public override IEnumerable<string> Problems()
    {
        if (Choices.Count == 0) yield return $"{Name} has no choices; expected at least one";
        foreach (var twice in Choices.GroupBy(choice => choice).Where(group => group.Count() > 1)) yield return $"{Name} has the choice {twice.Key} twice";
    }

    public override double FromUnit(double unit) => Math.Min((int)(Math.Clamp(unit, 0, 1) * Choices.Count), Choices.Count - 1);

    public override double ToUnit(double value) => (value + 0.5) / Choices.Count;

    public override string Text(double value) => Choices[(int)value];

    public override bool TryParse(string text, out double value)
    {
        value = Choices.Select(Plain).ToList().IndexOf(Plain(text));
        return value >= 0;
    }

    public bool Equals(ChoiceParameter? other) => other is not null && Name == other.Name && When == other.When && Choices.SequenceEqual(other.Choices);

    public override int GetHashCode() => HashCode.Combine(Name, Choices.Count);

    private static string Plain(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
