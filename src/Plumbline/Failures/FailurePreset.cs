namespace Plumbline.Failures;

/// <summary>Named options for predictors of failures.</summary>
/// <param name="Name">As the command line takes it.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Options">Valid as they are.</param>
public sealed record FailurePreset(string Name, string Description, FailureOptions Options);
