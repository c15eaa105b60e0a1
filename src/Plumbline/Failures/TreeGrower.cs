using Plumbline.Neural.Training;

namespace Plumbline.Failures;

/// <summary>Grows boosted trees: the border to the native code that does it.</summary>
/// <param name="train">To learn from.</param>
/// <param name="validation">To know when to stop; null grows all rounds.</param>
/// <param name="options">Valid ones.</param>
/// <param name="seed">The same seed gives the same trees.</param>
/// <param name="watch">Told of every round as an epoch.</param>
/// <returns>The trees up to the round with the lowest monitored loss, and all rounds.</returns>
public delegate (IReadOnlyList<GrownTree> Trees, TrainingHistory History) TreeGrower(TreeSamples train, TreeSamples? validation, BoostedTreesOptions options, int seed,
    TrainingWatch watch, CancellationToken cancellation);
