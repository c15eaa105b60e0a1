namespace Plumbline.Tuning;

/// <summary>An intermediate value of a trial's first objective.</summary>
/// <param name="Step">Such as an epoch; grows from report to report.</param>
/// <param name="Value">Finite.</param>
public readonly record struct TrialStep(int Step, double Value);
