namespace Plumbline.Detection.Attribution;

/// <summary>On which side of the expected value an observed one lies.</summary>
public enum Direction
{
    Low,
    High,

    /// <summary>The signal stopped reporting.</summary>
    Silent,
}
