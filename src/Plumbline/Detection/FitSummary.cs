using Plumbline.Detection.Thresholds;
using Plumbline.Neural.Training;

namespace Plumbline.Detection;

/// <summary>What a detector was fitted on, and how it went; kept for people and for later comparison.</summary>
/// <param name="Source">Files, for people.</param>
/// <param name="DataFingerprint">SHA-256 of signal names, times and values of the fit rows, hexadecimal.</param>
/// <param name="Entities">Entities seen.</param>
/// <param name="TrainRows">Rows the model was fitted on; 0 for a model that came ready.</param>
/// <param name="CalibrationRows">Rows the error distribution and a label-free threshold come from.</param>
/// <param name="FitRows">Fit rows of each entity together, by entity, in the order of the data.</param>
/// <param name="Notes">What a person should know: constant signals, floors, irregular times.</param>
/// <param name="Seconds">Wall clock.</param>
/// <param name="History">Of a network's training; null for models that are fitted at once.</param>
/// <param name="Dropped">What cleaning left out, at most the 200 stretches that stood out most; null without cleaning.</param>
/// <param name="Alarms">What other budgets of alarms would take, by rising threshold; null where the threshold was not found on normal scores.</param>
public sealed record FitSummary(string Source, string DataFingerprint, int Entities, int TrainRows, int CalibrationRows,
    IReadOnlyDictionary<string, int> FitRows, IReadOnlyList<string> Notes, double Seconds, TrainingHistory? History, IReadOnlyList<DroppedStretch>? Dropped = null, IReadOnlyList<AlarmPoint>? Alarms = null);
