using Plumbline.Data;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>Steps of a frame that may be learned from, long enough for a window.</summary>
/// <param name="Frame">Its place among the frames.</param>
internal readonly record struct CleanRun(int Frame, PreparedFrame Prepared, StepRange Steps)
{
    /// <summary>[step, signal].</summary>
    public ReadOnlyMemory<float> Values => Prepared.Values.Slice(Steps.Start * Prepared.SignalCount, Steps.Length * Prepared.SignalCount);
}
