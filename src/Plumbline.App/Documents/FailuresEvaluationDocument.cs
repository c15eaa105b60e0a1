using Plumbline.Failures;

namespace Plumbline.App.Documents;

/// <summary>What <c>failures evaluate --json</c> prints.</summary>
/// <param name="Preset">Of the predictor, or the scores file.</param>
/// <param name="SeenEntities">Entities judged that fitting has seen; the figures are a result only where it is 0. Null of a scores file, which does not say.</param>
/// <param name="Windows">Null of a scores file, whose windows are not known.</param>
internal sealed record FailuresEvaluationDocument(string Preset, int? SeenEntities, FailureEvaluation Evaluation, FailureWindowFigures? Windows);
