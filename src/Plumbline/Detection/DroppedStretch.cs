namespace Plumbline.Detection;

/// <summary>Consecutive fit rows that cleaning left out, and why.</summary>
/// <param name="Entity">Whose rows.</param>
/// <param name="From">Time or index of the first row.</param>
/// <param name="To">Time or index of the last row, included.</param>
/// <param name="Rows">Rows dropped.</param>
/// <param name="TimesMedian">Largest distance of one of these rows from the normal ones, as a multiple of the median row's; null for rows dropped because
/// the signals named had stopped reporting.</param>
/// <param name="Signals">Up to three that are most off, the most telling first; all that were silent.</param>
public sealed record DroppedStretch(string Entity, string From, string To, int Rows, double? TimesMedian, IReadOnlyList<string> Signals)
{
    /// <summary>For people.</summary>
    public override string ToString() => $"{(Entity.Length > 0 ? $"{Entity} " : "")}{From} to {To}: "
        + (TimesMedian is { } times ? FormattableString.Invariant($"{times:0.#} times as far out as the median row") + (Signals.Count > 0 ? $", by {string.Join(", ", Signals)}" : "")
            : $"no values of {string.Join(", ", Signals)}");
}
