namespace Plumbline.Preprocessing;

/// <summary>What is done with rows that go back in time.</summary>
public enum OutOfOrderRows
{
    /// <summary>Refused, with the line named.</summary>
    Error,

    /// <summary>Sorted by time. A file is then read whole before it is scored.</summary>
    Sort,
}
