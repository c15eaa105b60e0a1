using Plumbline.Tuning.Space;

namespace Plumbline.Tuning;

/// <summary>What a study is about, once and for all; every worker on it must have the same.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Space">What may be decided.</param>
/// <param name="Objectives">At least one. With several, no single trial is the best: the <see cref="Study.Front"/> counts.</param>
public sealed record StudyDefinition(string Name, SearchSpace Space, IReadOnlyList<StudyObjective> Objectives)
{
    /// <summary>Fixes what samplers draw: with the number of a trial it seeds that trial's random numbers. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Settings without any search, by parameter: trial 0, so that every study says what the search was good for.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    /// <summary>What else a result must name to be understood: data, split, seed of the fits. Two runs that differ in it are two studies.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Everything wrong with it, in words; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Name)) yield return "the study has no name";
        if (Objectives.Count == 0) yield return "the study has no objective; expected at least one";
        foreach (var twice in Objectives.GroupBy(objective => objective.Name).Where(group => group.Count() > 1)) yield return $"the objective {twice.Key} stands twice in the study";
        foreach (var problem in Space.Problems()) yield return problem;
    }

    public bool Equals(StudyDefinition? other) =>
        other is not null && Name == other.Name && Seed == other.Seed && Space == other.Space && Objectives.SequenceEqual(other.Objectives)
        && Same(Defaults, other.Defaults) && Same(Facts, other.Facts);

    public override int GetHashCode() => HashCode.Combine(Name, Seed);

    private static bool Same(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(pair => b.GetValueOrDefault(pair.Key) == pair.Value);
}
