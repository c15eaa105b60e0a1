using Plumbline.Failures;

namespace Plumbline.App.Documents;

/// <summary>How one preset did in <c>failures compare</c>.</summary>
/// <param name="Seconds">Fitting and scoring, mean over the runs.</param>
internal sealed record ComparedPreset(string Name, double Seconds, IReadOnlyList<FailureEvaluation> Runs);
