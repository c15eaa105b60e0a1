namespace Plumbline.Sequences;

/// <summary>Named options for sequences.</summary>
/// <param name="Name">As the command line takes it.</param>
/// <param name="Description">One line for people.</param>
/// <param name="Options">Valid as they are.</param>
public sealed record SequencePreset(string Name, string Description, SequenceOptions Options);
