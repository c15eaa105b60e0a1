using Plumbline.Data;

namespace Plumbline.Detection;

/// <summary>Where a step stands in its source.</summary>
/// <param name="Kind">What the time counts.</param>
/// <param name="Time">Index or UTC ticks.</param>
/// <param name="Row">0-based data row.</param>
internal readonly record struct StepPlace(TimeKind Kind, long Time, long Row)
{
    public string At => TimeAxis.Format(Kind, Time);
}
