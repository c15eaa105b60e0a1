using Plumbline.Detection.Attribution;
using Plumbline.Detection.Thresholds;

namespace Plumbline.App.Documents;

/// <summary>What <c>evaluate --json</c> prints.</summary>
/// <param name="Wins">Whether the model wins against its baselines; null when it cannot be said.</param>
/// <param name="VusWindow">Steps; VUS figures of different windows cannot be compared.</param>
/// <param name="Slices">Only those with <c>isResult</c> hold rows that nothing was fitted or tuned on.</param>
/// <param name="Modes">Which signals the detector blames in the rows of each label, fit rows among them; null when the detector is not known, or labels tell no modes apart.</param>
/// <param name="Alarms">What thresholds beside the deployed one would have done on the rows that count, a held budget left aside; null when the detector is not known.</param>
internal sealed record EvaluationDocument(string Scores, string? Detector, bool? Wins, string Verdict, IReadOnlyList<string> Notes, int VusWindow,
    CostModel CostModel, IReadOnlyList<SliceDocument> Slices, IReadOnlyList<ScorerDocument> Scorers,
    IReadOnlyList<AlarmTradeDocument>? Alarms = null, IReadOnlyList<ModeAttribution>? Modes = null);

/// <summary>Figures of all scorers on some rows.</summary>
internal sealed record SliceDocument(string Name, bool IsResult, string Rows, int RowCount, int AnomalousRows, IReadOnlyList<FiguresDocument> Figures);

/// <summary>One scorer with its threshold and its whole cost curve.</summary>
internal sealed record ScorerDocument(string Name, double Threshold, string Rule, CostCurveDocument CostCurve);

/// <summary>Cost by threshold.</summary>
/// <param name="Thresholds">Raw, rising; between two of them the cost is that of the lower one.</param>
/// <param name="Costs">By slice, [threshold].</param>
internal sealed record CostCurveDocument(double[] Thresholds, IReadOnlyDictionary<string, double[]> Costs);

/// <summary>What a threshold does; null is undefined.</summary>
/// <param name="Threshold">Raw.</param>
/// <param name="Multiple">Of the deployed one.</param>
internal sealed record AlarmTradeDocument(double Threshold, double Multiple, int Alarms, double? AlarmsPerDay, double? EventRecall, double? EventPrecision, double? Cost);
