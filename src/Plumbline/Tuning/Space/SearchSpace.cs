namespace Plumbline.Tuning.Space;

/// <summary>What a search may decide: parameters in order, those that others depend on first.</summary>
public sealed record SearchSpace(IReadOnlyList<Parameter> Parameters)
{
    /// <summary>Those a sampler chooses.</summary>
    internal IEnumerable<FreeParameter> Free => Parameters.OfType<FreeParameter>();

    /// <summary>Everything wrong with it, in words; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (!Free.Any()) yield return "the space has no parameter to choose; expected at least one";
        var before = new Dictionary<string, Parameter>();
        foreach (var parameter in Parameters)
        {
            foreach (var problem in parameter.Problems()) yield return problem;
            if (parameter.When is { } when)
            {
                if (!before.TryGetValue(when.Parameter, out var asked)) yield return $"{parameter.Name} depends on {when.Parameter}, which does not stand before it";
                else if (asked is not ChoiceParameter choice) yield return $"{parameter.Name} depends on {when.Parameter}, which is no choice";
                else if (when.Values.Count == 0) yield return $"{parameter.Name} depends on {when.Parameter} but names no choice of it";
                else foreach (var unknown in when.Values.Where(value => !choice.TryParse(value, out _))) yield return $"{parameter.Name} depends on {when.Parameter} being {unknown}; expected one of {string.Join(", ", choice.Choices)}";
            }
            if (parameter is DerivedParameter derived)
            {
                if (!before.TryGetValue(derived.Of, out var of)) yield return $"{parameter.Name} follows {derived.Of}, which does not stand before it";
                else if (of is not FreeParameter free) yield return $"{parameter.Name} follows {derived.Of}, which itself follows another";
                else foreach (var problem in derived.Problems(free)) yield return problem;
            }
            if (!before.TryAdd(parameter.Name, parameter)) yield return $"{parameter.Name} stands twice in the space";
        }
    }

    /// <summary>Whether a parameter counts, given what was chosen before it.</summary>
    internal bool IsActive(Parameter parameter, IReadOnlyDictionary<string, double> values)
    {
        if (parameter is DerivedParameter derived && !values.ContainsKey(derived.Of)) return false;
        if (parameter.When is not { } when) return true;
        if (!values.TryGetValue(when.Parameter, out var value)) return false;
        var choice = (ChoiceParameter)Parameters.First(one => one.Name == when.Parameter);
        return when.Values.Any(text => choice.TryParse(text, out var wanted) && wanted == value);
    }

    /// <summary>Goes through the free parameters in order, and chooses those that count.</summary>
    internal IReadOnlyDictionary<string, double> Choose(Func<FreeParameter, double> choose)
    {
        var values = new Dictionary<string, double>();
        foreach (var parameter in Free)
        {
            if (IsActive(parameter, values)) values[parameter.Name] = choose(parameter);
        }
        return values;
    }

    /// <summary>Values as settings, those that follow from others among them.</summary>
    public IReadOnlyDictionary<string, string> Settings(IReadOnlyDictionary<string, double> values)
    {
        var settings = new Dictionary<string, string>();
        foreach (var parameter in Parameters)
        {
            if (!IsActive(parameter, values)) continue;
            if (parameter is FreeParameter free && values.TryGetValue(free.Name, out var value)) settings[free.Name] = free.Text(value);
            else if (parameter is DerivedParameter derived)
            {
                var of = (FreeParameter)Parameters.First(one => one.Name == derived.Of);
                settings[parameter.Name] = derived.Text(of, values[of.Name]);
            }
        }
        return settings;
    }

    /// <summary>Settings as values, as far as they lie in the space.</summary>
    /// <param name="settings">Text by name; others than the space's are not looked at.</param>
    /// <returns>Without those free parameters whose setting is missing or out of range: a trial with them keeps what it is there without the search.</returns>
    public IReadOnlyDictionary<string, double> Values(IReadOnlyDictionary<string, string> settings)
    {
        var values = new Dictionary<string, double>();
        foreach (var parameter in Free)
        {
            if (IsActive(parameter, values) && settings.TryGetValue(parameter.Name, out var text) && parameter.TryParse(text, out var value)) values[parameter.Name] = value;
        }
        return values;
    }

    public bool Equals(SearchSpace? other) => other is not null && Parameters.SequenceEqual(other.Parameters);

    public override int GetHashCode() => Parameters.Count;
}
