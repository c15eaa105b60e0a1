namespace Plumbline.Tuning.Space;

/// <summary>Between a range of numbers and 0 to 1.</summary>
/// <remarks>Linear u = (x - a) / (b - a); logarithmic u = ln(x / a) / ln(b / a); reversed u = 1 - ln((a + b - x) / a) / ln(b / a).</remarks>
internal static class NumericScale
{
    public static double ToUnit(double value, double low, double high, ParameterScale scale) => high <= low ? 0.5 : Math.Clamp(scale switch
    {
        ParameterScale.Linear => (value - low) / (high - low),
        ParameterScale.Log => Math.Log(value / low) / Math.Log(high / low),
        ParameterScale.ReverseLog => 1 - (Math.Log((low + high - value) / low) / Math.Log(high / low)),
        _ => throw new ArgumentOutOfRangeException(nameof(scale)),
    }, 0, 1);

    public static double FromUnit(double unit, double low, double high, ParameterScale scale)
    {
        var inside = Math.Clamp(unit, 0, 1);
        return Math.Clamp(scale switch
        {
            ParameterScale.Linear => low + (inside * (high - low)),
            ParameterScale.Log => low * Math.Exp(inside * Math.Log(high / low)),
            ParameterScale.ReverseLog => low + high - (low * Math.Exp((1 - inside) * Math.Log(high / low))),
            _ => throw new ArgumentOutOfRangeException(nameof(scale)),
        }, low, high);
    }

    public static IEnumerable<string> Problems(string name, double low, double high, double? step, ParameterScale scale)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || low > high) yield return $"{name} is {low} to {high}; expected two finite numbers, the lower one first";
        else if (scale != ParameterScale.Linear && low <= 0) yield return $"{name} is {low} to {high} on a {(scale == ParameterScale.Log ? "log" : "reverseLog")} scale; expected bounds above 0";
        if (step is { } width && !(width > 0 && double.IsFinite(width))) yield return $"{name} has steps of {width}; expected more than 0";
        else if (step is { } narrow && (high - low) / narrow >= int.MaxValue) yield return $"{name} has more than {int.MaxValue} values; expected wider steps";
        if (step is not null && scale != ParameterScale.Linear && step != 1) yield return $"{name} has steps of {step} on a scale that is not linear; expected one of the two";
    }
}
