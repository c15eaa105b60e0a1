namespace Plumbline.Tuning.Space;

/// <summary>For each choice of another parameter a setting that goes with it.</summary>
/// <param name="Table">Setting by choice; one for every choice.</param>
public sealed record TabledParameter(string Name, string Of, IReadOnlyDictionary<string, string> Table) : DerivedParameter(Name, Of)
{
    internal override IEnumerable<string> Problems(FreeParameter of)
    {
        if (of is not ChoiceParameter choices) yield return $"{Name} has a table for {Of}, which is a number; expected a choice";
        else foreach (var missing in choices.Choices.Where(choice => !Table.ContainsKey(choice))) yield return $"{Name} has nothing for the choice {missing} of {Of}; expected a setting for every choice";
    }

    internal override string Text(FreeParameter of, double value) => Table[of.Text(value)];

    public bool Equals(TabledParameter? other) =>
        other is not null && Name == other.Name && Of == other.Of && When == other.When && Table.Count == other.Table.Count && Table.All(pair => other.Table.GetValueOrDefault(pair.Key) == pair.Value);

    public override int GetHashCode() => HashCode.Combine(Name, Of, Table.Count);
}
