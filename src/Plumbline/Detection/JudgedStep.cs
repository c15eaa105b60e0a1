using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>What the detector says of one step.</summary>
/// <param name="Time">Index, or UTC ticks of 100 ns, as it was given.</param>
/// <param name="Row">Number among the rows that were given, from 0.</param>
/// <param name="IsFilled">No row was at the step, which stands in a gap that was filled; time and row are those of the row before.</param>
/// <param name="RawScore">In the unit of the detector, at least 0, higher is more anomalous; NaN without enough data.</param>
/// <param name="Score">Raw score / threshold: 1 is the border.</param>
/// <param name="Status">Anomalous means in alarm after the alert policy.</param>
/// <param name="TopSignal">The signal with the largest share of the score; -1 without a score, or when it was not asked for.</param>
/// <param name="TopShare">Its share, 0 to 1.</param>
public readonly record struct JudgedStep(long Time, long Row, bool IsFilled, double RawScore, double Score, VerdictStatus Status, int TopSignal, float TopShare);
