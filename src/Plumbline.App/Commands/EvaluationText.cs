using Plumbline.App.Documents;
using Plumbline.App.Terminal;

namespace Plumbline.App.Commands;

/// <summary>An evaluation as a person reads it: figures on the rows that count, then costs on all slices, then who wins.</summary>
internal static class EvaluationText
{
    private static readonly (string Name, Func<FiguresDocument, double?> Value)[] Lines =
    [
        ("VUS-PR", one => one.VusPr),
        ("VUS-ROC", one => one.VusRoc),
        ("AUC-PR", one => one.AucPr),
        ("AUC-ROC", one => one.AucRoc),
        ("best F1 (oracle)", one => one.OracleF1),
        ("F1", one => one.F1),
        ("precision", one => one.Precision),
        ("recall", one => one.Recall),
        ("event F1", one => one.EventF1),
        ("event precision", one => one.EventPrecision),
        ("event recall", one => one.EventRecall),
        ("mean delay (steps)", one => one.MeanDelay),
        ("alarms per entity, day", one => one.AlarmsPerDay),
        ("affiliation F1", one => one.AffiliationF1),
        ("range-based F1", one => one.RangeF1),
        ("point-adjusted F1 (*)", one => one.PointAdjustedF1),
        ("cost", one => one.Cost),
    ];

    public static void Write(EvaluationDocument document, Printer printer)
    {
        var shown = document.Slices.FirstOrDefault(slice => slice.IsResult) ?? document.Slices[^1];
        printer.Line($"{(shown.IsResult ? "Result on unseen rows" : "No result, since rows may have been seen; rows")} {shown.Rows}: {shown.RowCount} rows, {shown.AnomalousRows} anomalous");
        var table = new TextTable([$"VUS window {document.VusWindow}", .. shown.Figures.Select(one => one.Scorer)]);
        foreach (var (name, value) in Lines) table.Add([name, .. shown.Figures.Select(one => Figure.Of(value(one)))]);
        printer.Table(table);
        printer.Line("(*) Only for comparison with old papers: under point adjustment even random scores look good.");
        printer.Line();
        printer.Line($"Cost (alarm {Figure.Of(document.CostModel.AlarmCost)}, missed {Figure.Of(document.CostModel.MissedCost)}, tolerance "
            + $"{(document.CostModel.TimeTolerance is { } time ? time.ToString() : $"{document.CostModel.Tolerance} steps")}) at the deployed thresholds");
        var costs = new TextTable(["scorer", "threshold", .. document.Slices.Select(slice => $"{slice.Name} {slice.Rows}"), "threshold by"]);
        for (var i = 0; i < document.Scorers.Count; i++)
        {
            var scorer = document.Scorers[i];
            costs.Add([scorer.Name, Figure.Of(scorer.Threshold), .. document.Slices.Select(slice => Figure.Of(slice.Figures[i].Cost)), scorer.Rule]);
        }
        printer.Table(costs);
        printer.Line();
        if (document.Alarms is { } alarms)
        {
            printer.Line("Other thresholds of the model, by its own alert policy, on these rows");
            var trade = new TextTable("of the deployed one", "threshold", "alarms", "per entity, day", "event recall", "event precision", "cost");
            foreach (var one in alarms)
                trade.Add(Figure.Of(one.Multiple), Figure.Of(one.Threshold), Figure.Of(one.Alarms), Figure.Of(one.AlarmsPerDay), Figure.Of(one.EventRecall), Figure.Of(one.EventPrecision), Figure.Of(one.Cost));
            printer.Table(trade);
            printer.Line();
        }
        foreach (var mode in document.Modes?.Where(mode => mode.Label != 0) ?? [])
            printer.Line($"To blame in mode {mode.Label} ({mode.Rows} rows): {string.Join(", ", mode.Signals.Take(5).Select(signal => $"{signal.Name} {signal.Share:P0}"))}");
        printer.Line(document.Verdict);
        foreach (var note in document.Notes) printer.Line($"note: {note}");
    }
}
