namespace Plumbline.Tuning.Importance;

/// <summary>How much of what makes trials good lies in one parameter.</summary>
/// <param name="Share">0 to 1; those of all parameters sum to 1.</param>
public sealed record ParameterImportance(string Parameter, double Share);
