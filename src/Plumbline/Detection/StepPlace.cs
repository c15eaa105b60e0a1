using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Where a step stands in its source.</summary>
/// <param name="Kind">What the time counts.</param>
/// <param name="Time">Index or UTC ticks.</param>
/// <param name="Row">0-based data row.</param>
/// <param name="IsFilled">No row is at it: it stands in a gap, and place and row are those of the row before.</param>
internal readonly record struct StepPlace(TimeKind Kind, long Time, long Row, bool IsFilled = false)
{
    public string At => TimeAxis.Format(Kind, Time);
}
