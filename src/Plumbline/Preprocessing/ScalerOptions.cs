namespace Plumbline.Preprocessing;

/// <summary>How signals of different units are made comparable.</summary>
public sealed record ScalerOptions
{
    public ScalingKind Kind { get; init; } = ScalingKind.Standard;

    /// <summary>Least scale of a signal as a share of its range in the fit rows, at least 0. Default 0.05: a signal that
    /// hardly moved must not be divided by almost nothing, or its noise outshouts every other signal (on the HPC
    /// lecture's data six such signals carry 69 to 82 % of the error). Values that all lie in 0 to 1 are taken as scaled
    /// before, so their range is 1. 0 switches the floor off.</summary>
    public double Floor { get; init; } = 0.05;

    /// <summary>Default <see cref="ClipKind.Log"/>.</summary>
    public ClipKind Clip { get; init; } = ClipKind.Log;

    /// <summary>Where clipping begins, in scaled units, above 0. Default 6: beyond any regular value, so only outliers are compressed.</summary>
    public double ClipAt { get; init; } = 6;

    internal IEnumerable<string> Problems()
    {
        if (!(Floor >= 0 && double.IsFinite(Floor))) yield return $"scale.floor is {Floor}; expected at least 0";
        if (!(ClipAt > 0 && double.IsFinite(ClipAt))) yield return $"scale.clipAt is {ClipAt}; expected above 0";
    }
}
