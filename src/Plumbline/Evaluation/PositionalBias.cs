namespace Plumbline.Evaluation;

/// <summary>Which part of a range matters most to <see cref="RangeMetrics"/>.</summary>
public enum PositionalBias
{
    /// <summary>All steps alike.</summary>
    Flat,

    /// <summary>The first step most: early detection.</summary>
    Front,

    /// <summary>The middle most, falling to both ends.</summary>
    Middle,

    /// <summary>The last step most.</summary>
    Back,
}
