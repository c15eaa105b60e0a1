namespace Plumbline.Detection.Thresholds;

/// <summary>The border between normal and anomalous scores: the third of the three phases.</summary>
/// <param name="Value">Raw score; strictly more is over the threshold. Above 0.</param>
/// <param name="Rule">How it was found.</param>
/// <param name="Description">The rule with its settings, for people.</param>
/// <param name="CalibrationCount">Scores it was found from; 0 when it was given.</param>
/// <param name="BudgetSteps">Steps that <see cref="ThresholdOptions.Per"/> has; 0 where no budget was asked for.</param>
public sealed record Threshold(double Value, ThresholdRule Rule, string Description, int CalibrationCount, double BudgetSteps = 0);
