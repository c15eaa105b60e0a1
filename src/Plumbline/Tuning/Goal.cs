namespace Plumbline.Tuning;

/// <summary>Which values of an objective are better.</summary>
public enum Goal
{
    /// <summary>Lower ones: errors, costs, sizes.</summary>
    Minimize,

    /// <summary>Higher ones: areas under curves, F scores.</summary>
    Maximize,
}
