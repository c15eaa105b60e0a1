namespace Plumbline.Tuning;

/// <summary>Trials of a study that are new or otherwise since somebody looked last.</summary>
/// <param name="Trials">In any order.</param>
/// <param name="Version">To ask with the next time.</param>
public sealed record StudyChanges(IReadOnlyList<Trial> Trials, long Version);
