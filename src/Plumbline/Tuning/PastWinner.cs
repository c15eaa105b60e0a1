namespace Plumbline.Tuning;

/// <summary>What won a study, and on what data: where a study on similar data may begin.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Objective">What it was best in.</param>
/// <param name="Value">Of the objective.</param>
/// <param name="At">When it won.</param>
public sealed record PastWinner(string Study, StudyObjective Objective, double Value, DateTimeOffset At)
{
    /// <summary>Names of all free parameters of the space, those too that do not count with these settings.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Text by parameter.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What the data was like; see <see cref="DataDescriptors"/>.</summary>
    public IReadOnlyDictionary<string, double> Descriptors { get; init; } = new Dictionary<string, double>();

    /// <summary>The winner of a study.</summary>
    /// <param name="best">A complete trial.</param>
    public static PastWinner Of(StudyDefinition study, Trial best, IReadOnlyDictionary<string, double> descriptors, DateTimeOffset at) =>
        new(study.Name, study.Objectives[0], best.Objectives[0], at)
        {
            Parameters = [.. study.Space.Free.Select(parameter => parameter.Name)],
            Settings = study.Space.Settings(best.Values),
            Descriptors = descriptors,
        };
}
