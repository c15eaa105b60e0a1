using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Samplers;

/// <summary>A number on the scale on which its parameter is searched: x, ln x or -ln(low + high - x). Where values are countable each is the middle of a bin, from half a step below to half above.</summary>
internal sealed class NumericAxis
{
    private readonly FreeParameter parameter;
    private readonly ParameterScale scale;
    private readonly double low;
    private readonly double high;
    private readonly double step; // 0 for a continuum

    /// <param name="parameter">A whole or a real number.</param>
    public NumericAxis(FreeParameter parameter)
    {
        this.parameter = parameter;
        (low, high, step, scale) = parameter switch
        {
            IntegerParameter integer => (integer.Low, integer.Low + ((double)(integer.Count!.Value - 1) * integer.Step), integer.Step, integer.Scale),
            RealParameter { Step: { } width } real => (real.Low, real.Low + ((real.Count!.Value - 1) * width), width, real.Scale),
            RealParameter real => (real.Low, real.High, 0.0, real.Scale),
            _ => throw new ArgumentException($"{parameter.Name} is no number.", nameof(parameter)),
        };
        (Low, High) = (Place(low - (step / 2)), Place(high + (step / 2)));
    }

    /// <summary>Place of the lower end of the lowest bin, or of the lowest value.</summary>
    public double Low { get; }

    public double High { get; }

    public bool IsCountable => step > 0;

    public double Place(double value) => scale switch
    {
        ParameterScale.Linear => value,
        ParameterScale.Log => Math.Log(value),
        _ => -Math.Log(low + high - value),
    };

    /// <summary>The ends of a value's bin.</summary>
    public (double From, double To) Bin(double value) => (Place(value - (step / 2)), Place(value + (step / 2)));

    /// <summary>The value nearest to a place.</summary>
    public double Value(double place)
    {
        var value = scale switch
        {
            ParameterScale.Linear => place,
            ParameterScale.Log => Math.Exp(place),
            _ => low + high - Math.Exp(-place),
        };
        return IsCountable ? parameter.FromUnit(parameter.ToUnit(value)) : Math.Clamp(value, low, high);
    }
}
