using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;

namespace Plumbline.App.Commands;

/// <summary>What a person reads after a fit.</summary>
internal static class FitSummaryText
{
    public static void Write(Printer printer, Detector detector, IReadOnlyList<SeriesFrame> frames, string path)
    {
        var summary = detector.Summary;
        var table = new TextTable("detector", detector.Name);
        table.Add("data", $"{frames.Count} {(frames.Count == 1 ? "entity" : "entities")}, {frames.Sum(frame => frame.StepCount)} rows, {frames[0].SignalCount} signals");
        table.Add("step", Step(detector, frames[0]));
        table.Add("rows", $"{summary.TrainRows} trained, {summary.CalibrationRows} calibrated, {frames.Sum(frame => frame.StepCount) - summary.FitRows.Values.Sum()} left unseen");
        table.Add("model", $"{detector.Model.ParameterCount:N0} parameters, windows of {detector.Model.WindowLength}");
        if (summary.History is { } history)
        {
            table.Add("training", $"{history.Epochs.Count} epochs{(history.StoppedEarly ? ", stopped early" : "")}; best is {history.BestEpoch}: loss {Figure.Of(history.Best.TrainingLoss)}"
                + (history.Best.ValidationLoss is { } loss ? $", validation {Figure.Of(loss)}" : ""));
        }
        table.Add("threshold", $"{Figure.Of(detector.Threshold.Value)} by {detector.Threshold.Description}, from {detector.Threshold.CalibrationCount} scores");
        if (summary.Alarms is { } alarms)
            table.Add("others", string.Join(", ", alarms.Select(one => $"{Figure.Of(one.Threshold)}{(one.Extrapolated ? " (extrapolated)" : "")} for {AlarmPoint.Words(one.Alarms, one.Per)}")));
        table.Add("time", Figure.Seconds(summary.Seconds));
        printer.Table(table);
        foreach (var note in summary.Notes) printer.Line($"note: {note}");
        printer.Line($"Saved to {path}");
    }

    private static string Step(Detector detector, SeriesFrame frame)
    {
        var grid = detector.Preprocessor.Grid;
        if (!grid.Options.Enabled) return "every row";
        return grid.Period == 0 ? "irregular, every row" : TimeAxis.FormatSpan(frame.Time.Kind, grid.Period);
    }
}
