namespace Plumbline.Preprocessing;

/// <summary>Where a prepared value comes from.</summary>
public enum ValueOrigin : byte
{
    Observed,

    /// <summary>Missing, and filled by the gap policy.</summary>
    Imputed,

    /// <summary>Missing for longer than the gap policy fills and than ever in the fit rows: the signal stopped reporting.</summary>
    Silent,
}
