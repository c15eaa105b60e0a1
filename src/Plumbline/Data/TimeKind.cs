namespace Plumbline.Data;

/// <summary>What the time axis of a frame counts.</summary>
public enum TimeKind
{
    /// <summary>A running integer (<c>index</c> column); its unit is unknown.</summary>
    Index,

    /// <summary>UTC time in ticks of 100 ns (<c>timestamp</c> column).</summary>
    Timestamp,
}
