using System.Globalization;
using System.Text.Json.Serialization;

namespace Plumbline.Tuning.Space;

/// <summary>A real number.</summary>
/// <param name="Low">Lowest value.</param>
/// <param name="High">Highest value, included; with a step the last that a step reaches.</param>
public sealed record RealParameter(string Name, double Low, double High) : FreeParameter(Name)
{
    /// <summary>Default linear.</summary>
    public ParameterScale Scale { get; init; }

    /// <summary>Values lie this far apart, from <see cref="Low"/> on; a continuum by default. Only on a linear scale.</summary>
    public double? Step { get; init; }

    [JsonIgnore]
    public override int? Count => Step is { } step ? (int)Math.Floor(((High - Low) / step) + 1e-9) + 1 : Low < High ? null : 1;

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in NumericScale.Problems(Name, Low, High, Step, Scale)) yield return problem;
        if (Step is not null && Scale != ParameterScale.Linear) yield return $"{Name} has steps on a scale that is not linear; expected one of the two";
    }

    public override double FromUnit(double unit)
    {
        if (Step is not { } step || Count is not { } count) return NumericScale.FromUnit(unit, Low, High, Scale);
        return Math.Min(Rounded(Low + (Math.Min((int)(Math.Clamp(unit, 0, 1) * count), count - 1) * step)), High);
    }

    public override double ToUnit(double value)
    {
        if (Step is not { } step || Count is not { } count) return NumericScale.ToUnit(value, Low, High, Scale);
        return (Math.Clamp(Math.Round((value - Low) / step), 0, count - 1) + 0.5) / count;
    }

    public override string Text(double value) => (Step is null ? value : Rounded(value)).ToString("R", CultureInfo.InvariantCulture);

    public override bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= Low && value <= High;

    // Six steps of .05 are .3, as a person writes it.
    private static double Rounded(double value) => (double)Math.Round((decimal)value, 12);
}
