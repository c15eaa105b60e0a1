namespace Plumbline.Tuning.Space;

/// <summary>A parameter that follows from another one, so that what belongs together is never searched apart.</summary>
/// <param name="Of">Name of a <see cref="FreeParameter"/> that stands earlier in the space.</param>
public abstract record DerivedParameter(string Name, string Of) : Parameter(Name)
{
    public override IEnumerable<string> Problems() => [];

    /// <summary>What is wrong with it as a follower of this parameter.</summary>
    internal virtual IEnumerable<string> Problems(FreeParameter of) => [];

    /// <summary>The setting that goes with a value of the other parameter.</summary>
    internal abstract string Text(FreeParameter of, double value);
}
