namespace Plumbline.Preprocessing;

/// <summary>What is done with several rows of the same time.</summary>
public enum DuplicateTimes
{
    /// <summary>Refused, with both lines named.</summary>
    Error,
    First,
    Last,

    /// <summary>Mean of the values that are there, signal by signal.</summary>
    Mean,
}
