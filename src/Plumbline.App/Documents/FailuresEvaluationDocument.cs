using Plumbline.Failures;

namespace Plumbline.App.Documents;

/// <summary>What <c>failures evaluate --json</c> prints.</summary>
/// <param name="SeenEntities">Entities judged that fitting has seen; the figures are a result only where it is 0.</param>
internal sealed record FailuresEvaluationDocument(string Preset, int SeenEntities, FailureEvaluation Evaluation, FailureWindowFigures Windows);
