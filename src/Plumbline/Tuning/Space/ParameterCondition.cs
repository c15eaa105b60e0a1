namespace Plumbline.Tuning.Space;

/// <summary>When a parameter is searched: only while a choice made before it is one of some.</summary>
/// <param name="Parameter">Name of a <see cref="ChoiceParameter"/> that stands earlier in the space.</param>
/// <param name="Values">Of its choices; at least one.</param>
public sealed record ParameterCondition(string Parameter, IReadOnlyList<string> Values)
{
    public bool Equals(ParameterCondition? other) => other is not null && Parameter == other.Parameter && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Parameter, Values.Count);
}
