namespace Plumbline.Detection;

/// <summary>The three things a detector can say.</summary>
public enum VerdictStatus : byte
{
    Normal,
    Anomalous,

    /// <summary>Fewer steps than a window, or too much of it imputed. Never read it as normal.</summary>
    NotEnoughData,
}
