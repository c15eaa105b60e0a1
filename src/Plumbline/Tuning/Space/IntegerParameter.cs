using System.Globalization;
using System.Text.Json.Serialization;

namespace Plumbline.Tuning.Space;

/// <summary>A whole number.</summary>
/// <param name="Low">Lowest value.</param>
/// <param name="High">Highest value, included; with a step the last that a step reaches.</param>
public sealed record IntegerParameter(string Name, int Low, int High) : FreeParameter(Name)
{
    /// <summary>Default linear. On another scale each number has the part of the range from half a step below to half a step above.</summary>
    public ParameterScale Scale { get; init; }

    /// <summary>Values lie this far apart, from <see cref="Low"/> on, at least 1. Default 1, all of them; others only on a linear scale.</summary>
    public int Step { get; init; } = 1;

    [JsonIgnore]
    public override int? Count => (int)((((long)High - Low) / Step) + 1);

    public override IEnumerable<string> Problems() => NumericScale.Problems(Name, Low, High, Step, Scale);

    public override double FromUnit(double unit)
    {
        if (Scale != ParameterScale.Linear) return Math.Clamp(Math.Round(NumericScale.FromUnit(unit, Low - 0.5, High + 0.5, Scale)), Low, High);
        var count = Count!.Value;
        return Low + ((double)Step * Math.Min((long)(Math.Clamp(unit, 0, 1) * count), count - 1));
    }

    public override double ToUnit(double value)
    {
        if (Scale != ParameterScale.Linear) return NumericScale.ToUnit(value, Low - 0.5, High + 0.5, Scale);
        var count = Count!.Value;
        return (Math.Clamp(Math.Round((value - Low) / Step), 0, count - 1) + 0.5) / count;
    }

    public override string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    public override bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value == Math.Floor(value) && value >= Low && value <= High;
}
