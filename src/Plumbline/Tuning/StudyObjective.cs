namespace Plumbline.Tuning;

/// <summary>What a study wants more or less of.</summary>
/// <param name="Name">Such as <c>vusPr</c>; unique in its study.</param>
public sealed record StudyObjective(string Name, Goal Goal)
{
    /// <summary>Whether a value is better than another. NaN is never better.</summary>
    public bool IsBetter(double value, double other) => Goal == Goal.Minimize ? value < other : value > other;

    /// <summary>The value with a sign that makes lower better.</summary>
    internal double Loss(double value) => Goal == Goal.Minimize ? value : -value;
}
