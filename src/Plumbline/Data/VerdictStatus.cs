namespace Plumbline.Data;

/// <summary>What a detector says of one step.</summary>
public enum VerdictStatus
{
    Normal,
    Anomalous,

    /// <summary>Too much of the window is missing to say anything; never the same as normal.</summary>
    NotEnoughData,
}
