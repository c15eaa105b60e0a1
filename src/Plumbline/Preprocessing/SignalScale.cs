namespace Plumbline.Preprocessing;

/// <summary>The fitted scaling of one signal: z = (x - Center) / Scale, where x is its value, its change or the logarithm of either.</summary>
/// <param name="Center">In the unit of x.</param>
/// <param name="Scale">In the unit of x, above 0.</param>
/// <param name="Deviation">What was measured before the floor: standard deviation, scaled median absolute deviation or range.</param>
/// <param name="Minimum">Least value, or change, in the fit rows.</param>
/// <param name="Maximum">Largest value, or change, in the fit rows.</param>
/// <param name="LongestGap">Most steps in a row without a value in the fit rows.</param>
/// <param name="IsChange">Taken as the change since the step before (<see cref="PreprocessorOptions.Difference"/>).</param>
/// <param name="IsLog">Taken as sign(x) ln(1 + |x|) (<see cref="PreprocessorOptions.Log"/>).</param>
public sealed record SignalScale(double Center, double Scale, double Deviation, double Minimum, double Maximum, int LongestGap, bool IsChange = false, bool IsLog = false)
{
    /// <summary>Never moved in the fit rows.</summary>
    public bool IsConstant => Minimum == Maximum;

    /// <summary>Moved so little that the floor replaced its deviation.</summary>
    public bool IsFloored => !IsConstant && Scale > Deviation;
}
