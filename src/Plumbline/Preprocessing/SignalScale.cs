namespace Plumbline.Preprocessing;

/// <summary>The fitted scaling of one signal: z = (x - Center) / Scale.</summary>
/// <param name="Center">In the signal's unit.</param>
/// <param name="Scale">In the signal's unit, above 0.</param>
/// <param name="Deviation">What was measured before the floor: standard deviation, scaled median absolute deviation or range.</param>
/// <param name="Minimum">Least value in the fit rows.</param>
/// <param name="Maximum">Largest value in the fit rows.</param>
/// <param name="LongestGap">Most steps in a row without a value in the fit rows.</param>
public sealed record SignalScale(double Center, double Scale, double Deviation, double Minimum, double Maximum, int LongestGap)
{
    /// <summary>Never moved in the fit rows.</summary>
    public bool IsConstant => Minimum == Maximum;

    /// <summary>Moved so little that the floor replaced its deviation.</summary>
    public bool IsFloored => !IsConstant && Scale > Deviation;
}
