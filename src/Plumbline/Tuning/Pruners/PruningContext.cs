namespace Plumbline.Tuning.Pruners;

/// <summary>What a pruner may know.</summary>
/// <param name="Study">Name of the study.</param>
/// <param name="Objective">The only one: a study of several objectives is never pruned.</param>
/// <param name="Trials">All there are so far, by number; the one in question too, as it is.</param>
/// <param name="Trial">The one in question; its last step was just reported.</param>
public sealed record PruningContext(string Study, StudyObjective Objective, IReadOnlyList<Trial> Trials, Trial Trial);
