using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Samplers;

/// <summary>Settings as places in a cube: a number by where it lies on its scale, a choice by one column for each of its choices, so that any two are equally far from each other, as far as both ends of a number.</summary>
/// <remarks>Countable values lie where their parts of the scale have their middles, so what rounds to one value is one place (Garrido-Merchan and Hernandez-Lobato 2020). A parameter that does not
/// count lies in the middle, a choice equally far from all its choices: trials that differ only in what does not count are at one place. A parameter of a single value has no column.</remarks>
internal sealed class SpaceEncoding
{
    private static readonly double Corner = Math.Sqrt(0.5);

    private readonly SearchSpace space;
    private readonly int[] firsts; // [parameter]: first column

    public SpaceEncoding(SearchSpace space)
    {
        this.space = space;
        Parameters = [.. space.Free.Where(parameter => parameter.Count != 1)];
        firsts = new int[Parameters.Count];
        var scaleOf = new List<int>();
        for (var i = 0; i < Parameters.Count; i++)
        {
            firsts[i] = scaleOf.Count;
            scaleOf.AddRange(Enumerable.Repeat(i, Parameters[i] is ChoiceParameter choice ? choice.Choices.Count : 1));
        }
        ScaleOf = [.. scaleOf];
    }

    /// <summary>Those that can differ.</summary>
    public IReadOnlyList<FreeParameter> Parameters { get; }

    /// <summary>[column]: which parameter.</summary>
    public int[] ScaleOf { get; }

    public int Width => ScaleOf.Length;

    /// <summary>First column of a parameter.</summary>
    public int First(int parameter) => firsts[parameter];

    /// <param name="units">[parameter], 0 to 1.</param>
    public IReadOnlyDictionary<string, double> Values(double[] units)
    {
        var next = 0; // parameters come in order, some not at all
        return space.Choose(parameter =>
        {
            if (parameter.Count == 1) return parameter.FromUnit(0);
            while (Parameters[next].Name != parameter.Name) next++;
            return parameter.FromUnit(units[next]);
        });
    }

    /// <param name="place">[column].</param>
    public void Encode(IReadOnlyDictionary<string, double> values, Span<double> place)
    {
        place.Clear();
        for (var i = 0; i < Parameters.Count; i++)
        {
            var counts = values.TryGetValue(Parameters[i].Name, out var value);
            if (Parameters[i] is not ChoiceParameter) place[firsts[i]] = counts ? Parameters[i].ToUnit(value) : 0.5;
            else if (counts) place[firsts[i] + (int)value] = Corner;
        }
    }

    /// <summary>Whether it says everything that counts. Defaults out of the space do not: where they lie cannot be said.</summary>
    public bool IsWhole(IReadOnlyDictionary<string, double> values) =>
        space.Free.All(parameter => values.ContainsKey(parameter.Name) || !space.IsActive(parameter, values));
}
