using Plumbline.App.Terminal;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;

namespace Plumbline.App.Commands;

/// <summary>The anomalies found, as a person reads them: entity, from, to, severity, signals to blame.</summary>
internal sealed class AnomalyTable
{
    private const int MostRows = 30;
    private const int MostSignals = 3;

    // The most severe so far, with the place among all; the rest is only counted, so memory stays bounded.
    private readonly PriorityQueue<(int Place, string[] Cells), double> severest = new();

    public int Count { get; private set; }

    public void Add(Verdict verdict)
    {
        severest.Enqueue((Count++, Cells(verdict)), verdict.Severity);
        if (severest.Count > MostRows) severest.Dequeue();
    }

    /// <param name="more">Where the rest is to be found.</param>
    public void Write(Printer printer, string more = "")
    {
        if (Count == 0) return;
        var table = new TextTable("entity", "from", "to", "severity", "signals");
        foreach (var (_, cells) in severest.UnorderedItems.Select(item => item.Element).OrderBy(item => item.Place)) table.Add(cells);
        printer.Table(table);
        if (Count > MostRows) printer.Line($"The {MostRows} most severe of {Count} anomalies{more}.");
    }

    /// <summary>The signals with the largest shares: ↑ observed above what was expected, ↓ below, ∅ not at all.</summary>
    public static string SignalsOf(Verdict verdict) =>
        string.Join(", ", verdict.Signals.Take(MostSignals).Select(signal => $"{signal.Name} {Arrow(signal.Direction)} {signal.Share:P0}"));

    public static string Arrow(Direction direction) => direction switch { Direction.High => "↑", Direction.Low => "↓", _ => "∅" };

    private static string[] Cells(Verdict verdict) =>
        [verdict.Entity.Length == 0 ? "-" : verdict.Entity, verdict.From, verdict.To, verdict.Severity.ToString("0"), SignalsOf(verdict)];
}
