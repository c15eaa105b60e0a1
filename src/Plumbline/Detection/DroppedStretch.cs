namespace Plumbline.Detection;

/// <summary>Consecutive fit rows that cleaning left out, and why.</summary>
/// <param name="Entity">Whose rows.</param>
/// <param name="From">Time or index of the first row.</param>
/// <param name="To">Time or index of the last row, included.</param>
/// <param name="Rows">Rows dropped.</param>
/// <param name="Round">Of cleaning, from 1.</param>
/// <param name="TimesMedian">Largest error of a window over these rows, as a multiple of the median window's.</param>
/// <param name="Signals">Up to three that are most off in it, the most telling first.</param>
public sealed record DroppedStretch(string Entity, string From, string To, int Rows, int Round, double TimesMedian, IReadOnlyList<string> Signals);
