namespace Plumbline.Tuning;

/// <summary>A store has a study of the name that was asked for, but about something else.</summary>
public sealed class StudyDiffersException(StudyDefinition known, StudyDefinition asked)
    : Exception($"The study '{asked.Name}' is there already with {Difference(known, asked)}.")
{
    private static string Difference(StudyDefinition known, StudyDefinition asked)
    {
        if (known.Space != asked.Space) return "another search space";
        if (!known.Objectives.SequenceEqual(asked.Objectives)) return $"other objectives ({string.Join(", ", known.Objectives.Select(objective => objective.Name))})";
        if (known.Seed != asked.Seed) return $"another seed ({known.Seed})";
        foreach (var (name, value) in known.Facts)
        {
            if (asked.Facts.GetValueOrDefault(name) != value) return $"{name} {value}";
        }
        return "other defaults or facts";
    }
}
