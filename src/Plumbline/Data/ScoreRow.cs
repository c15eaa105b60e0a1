namespace Plumbline.Data;

/// <summary>One row of a scores file: what the detector says of one step of one entity.</summary>
/// <param name="Time">Index, or UTC ticks of 100 ns, as the file's <see cref="TimeKind"/> says.</param>
/// <param name="Entity">Empty when the source names none.</param>
/// <param name="Score"><paramref name="RawScore"/> / <paramref name="Threshold"/>, so 1 is the border; NaN without enough data.</param>
/// <param name="RawScore">In the unit of the detector, higher is more anomalous; NaN without enough data.</param>
/// <param name="Threshold">In the unit of the detector.</param>
/// <param name="Severity">0 to 100; NaN without enough data.</param>
/// <param name="TopSignal">The signal with the largest share of the score; empty when there is none.</param>
/// <param name="TopShare">Its share, 0 to 1; NaN when there is none.</param>
public readonly record struct ScoreRow(long Time, string Entity, double Score, double RawScore, double Threshold,
    double Severity, VerdictStatus Status, string TopSignal, double TopShare);
