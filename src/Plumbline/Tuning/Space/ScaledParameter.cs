using System.Globalization;

namespace Plumbline.Tuning.Space;

/// <summary>A number that is so many times another one: as many steps again, half the units.</summary>
/// <param name="Factor">What the other number is multiplied with; 1 for the same.</param>
public sealed record ScaledParameter(string Name, string Of, double Factor) : DerivedParameter(Name, Of)
{
    public override IEnumerable<string> Problems()
    {
        if (!double.IsFinite(Factor) || Factor == 0) yield return $"{Name} is {Factor} times {Of}; expected a finite factor other than 0";
    }

    internal override IEnumerable<string> Problems(FreeParameter of)
    {
        if (of is ChoiceParameter && Factor != 1) yield return $"{Name} is {Factor} times {Of}, which is a choice; expected a number";
    }

    internal override string Text(FreeParameter of, double value)
    {
        if (of is ChoiceParameter) return of.Text(value);
        var product = value * Factor;
        return (of is IntegerParameter ? Math.Round(product) : product).ToString("R", CultureInfo.InvariantCulture);
    }
}
