using System.Text.Json.Serialization;

namespace Plumbline.Tuning.Space;

/// <summary>A parameter that a sampler chooses, as a number: the value itself, or which of the choices, counted from 0.</summary>
public abstract record FreeParameter(string Name) : Parameter(Name)
{
    /// <summary>How many values there are; null for a continuum.</summary>
    [JsonIgnore]
    public abstract int? Count { get; }

    /// <summary>The value nearest to this place of the parameter's scale.</summary>
    /// <param name="unit">0 for the lowest to 1 for the highest; outside is brought in. Where values are countable each has an equal part of the range.</param>
    public abstract double FromUnit(double unit);

    /// <summary>Where a value lies on the parameter's scale, 0 to 1; the middle of its part where values are countable.</summary>
    public abstract double ToUnit(double value);

    /// <summary>A value as settings have it.</summary>
    public abstract string Text(double value);

    /// <summary>A setting as a value.</summary>
    /// <param name="text">As <see cref="Text"/> gives it, or as a person writes it.</param>
    /// <returns>False where it is none, or none of this parameter's range.</returns>
    public abstract bool TryParse(string text, out double value);
}
