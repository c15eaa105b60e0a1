using Plumbline.Neural.Training;

namespace Plumbline.Failures;

/// <summary>What a predictor of failures was fitted on, and how it went.</summary>
/// <param name="Source">Files, for people.</param>
/// <param name="Entities">Names of all entities that fitting has seen, validation included: figures on them are no result.</param>
/// <param name="FailingEntities">Those of them that fail.</param>
/// <param name="ValidationEntities">Those of them that only told when to stop.</param>
/// <param name="Rows">Rows of all of them.</param>
/// <param name="Windows">Learned from, after thinning.</param>
/// <param name="FailingWindows">Those of them that a failure follows.</param>
/// <param name="FailingWeight">How much one of those weighed.</param>
/// <param name="Parameters">Numbers that fitting determined.</param>
/// <param name="Notes">What a reader must know before trusting a probability.</param>
/// <param name="Seconds">Wall clock.</param>
/// <param name="History">Of training, epoch by epoch or round by round; null for a model that is fitted at once.</param>
public sealed record FailureSummary(string Source, IReadOnlyList<string> Entities, int FailingEntities, int ValidationEntities, long Rows, int Windows, int FailingWindows,
    double FailingWeight, long Parameters, IReadOnlyList<string> Notes, double Seconds, TrainingHistory? History);
