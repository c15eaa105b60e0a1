using Plumbline.Neural.Training;

namespace Plumbline.Failures;

/// <summary>What a model of failures is fitted with.</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Validation">Of other entities, to know when to stop; null without any.</param>
/// <param name="FailingWeight">How much a failing window weighs beside a normal one, above 0.</param>
/// <param name="Training">Of networks; the seed is everybody's.</param>
/// <param name="Grower">Grows trees; null where there is none.</param>
internal sealed record FailureLearning(FailureWindows Train, FailureWindows? Validation, double FailingWeight, TrainingOptions Training, TrainingWatch Watch,
    TreeGrower? Grower, CancellationToken Cancellation);
