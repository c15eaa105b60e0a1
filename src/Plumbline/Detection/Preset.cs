namespace Plumbline.Detection;

/// <summary>Named detector options.</summary>
/// <param name="Name">As the command line takes it.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Options">Valid as they are.</param>
public sealed record Preset(string Name, string Description, DetectorOptions Options);
