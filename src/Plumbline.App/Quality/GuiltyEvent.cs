namespace Plumbline.App.Quality;

/// <summary>A labelled event whose signals are known, as a <c>.explain.json</c> beside a series has it.</summary>
/// <param name="Start">First 0-based row of the file.</param>
/// <param name="End">Last one.</param>
/// <param name="Signals">Those that are to blame.</param>
internal sealed record GuiltyEvent(int Start, int End, IReadOnlyList<string> Signals);
