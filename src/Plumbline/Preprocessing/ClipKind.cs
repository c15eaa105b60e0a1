namespace Plumbline.Preprocessing;

/// <summary>What happens to scaled values far out.</summary>
public enum ClipKind
{
    None,

    /// <summary>Cut off at the bound. Loses how far out a value is, which ranks alarms.</summary>
    Hard,

    /// <summary>Beyond the bound c, c + ln(1 + |z| - c): far is still further, but no longer drowns every other signal.</summary>
    Log,
}
