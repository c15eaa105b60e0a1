using Plumbline.App.Terminal;
using Plumbline.Detection;
using Plumbline.Simulation;

namespace Plumbline.App.Commands;

/// <summary>What was found of what was injected.</summary>
internal sealed class DemoOutcome
{
    private readonly SyntheticFleetData fleet;
    private readonly List<Verdict> verdicts;
    private readonly double entityDays;

    /// <param name="verdicts">Of the whole fleet, written node after node; those within the fit rows do not count.</param>
    public DemoOutcome(SyntheticFleetData fleet, SyntheticFleetOptions options, IReadOnlyList<Verdict> verdicts)
    {
        this.fleet = fleet;
        entityDays = fleet.Frames.Count * (options.StepCount - fleet.FitSteps) * options.Step.TotalDays;
        // A verdict counts rows of the file, an injected anomaly steps of its node.
        var starts = fleet.Frames.Select((frame, i) => (frame.Entity, Start: (long)i * options.StepCount)).ToDictionary(pair => pair.Entity, pair => pair.Start);
        this.verdicts = [.. verdicts.Select(verdict => verdict with { FromRow = verdict.FromRow - starts[verdict.Entity], ToRow = verdict.ToRow - starts[verdict.Entity] })
            .Where(verdict => verdict.ToRow >= fleet.FitSteps)];
        Matches = [.. fleet.Anomalies.Select(anomaly => (anomaly, this.verdicts.Where(verdict => Touches(verdict, anomaly)).MaxBy(verdict => verdict.Severity)))];
        FalseAlarms = this.verdicts.Count(verdict => !fleet.Anomalies.Any(anomaly => Touches(verdict, anomaly)));
    }

    /// <summary>Every injected anomaly, with the most severe verdict on it; null when it was missed.</summary>
    public IReadOnlyList<(InjectedAnomaly Anomaly, Verdict? Verdict)> Matches { get; }

    public int FalseAlarms { get; }

    public int Found => Matches.Count(match => match.Verdict is not null);

    /// <summary>Found ones whose first-ranked signal is a guilty one.</summary>
    public int GuiltyFirst => Matches.Count(match => match.Verdict is { } verdict && match.Anomaly.Signals.Contains(verdict.Signals[0].Name));

    public double FalseAlarmsPerEntityDay => FalseAlarms / entityDays;

    public void Write(Printer printer)
    {
        printer.Line();
        var anomalies = new AnomalyTable();
        foreach (var verdict in verdicts) anomalies.Add(verdict);
        anomalies.Write(printer);
        printer.Line();
        var table = new TextTable("injected", "entity", "from", "to", "found", "guilty signal first");
        foreach (var (anomaly, verdict) in Matches)
        {
            var time = fleet.Frames[0].Time;
            table.Add(anomaly.Cause.ToString(), anomaly.Entity, time.Format(anomaly.From), time.Format(anomaly.To), verdict is null ? "missed" : "yes",
                verdict is null ? "" : anomaly.Signals.Contains(verdict.Signals[0].Name) ? $"yes, {verdict.Signals[0].Name}" : $"no, {verdict.Signals[0].Name} instead of {anomaly.Signals[0]}");
        }
        printer.Table(table);
        printer.Line($"Found {Found} of {Matches.Count} injected anomalies ({(double)Found / Matches.Count:P0}), a guilty signal first in {GuiltyFirst} of {Found}; "
            + $"{FalseAlarms} false alarms, {FalseAlarmsPerEntityDay:0.##} per entity and day.");
    }

    private static bool Touches(Verdict verdict, InjectedAnomaly anomaly) =>
        verdict.Entity == anomaly.Entity && verdict.FromRow <= anomaly.To && anomaly.From <= verdict.ToRow;
}
