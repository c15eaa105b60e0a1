using System.Globalization;
using Plumbline.App.Pages;
using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.App.Reports;

/// <summary>What was run, line by line.</summary>
internal static class ReportFacts
{
    public static IReadOnlyList<ReportFact> Of(Detector detector, IReadOnlyList<SeriesFrame> frames)
    {
        var (summary, alert) = (detector.Summary, detector.Alert);
        return
        [
            new("Detector", $"{detector.Name} ({detector.Id})"),
            new("Model", $"{detector.Model.GetType().Name}, {detector.Model.ParameterCount.ToString("N0", CultureInfo.InvariantCulture)} parameters, windows of {detector.Model.WindowLength}"),
            new("Data", $"{frames.Sum(frame => frame.StepCount)} rows, {frames.Count} {(frames.Count == 1 ? "entity" : "entities")}, {detector.Preprocessor.SignalCount} signals"),
            new("Fitted on", $"{summary.TrainRows} rows of {summary.Source}, calibrated on {summary.CalibrationRows}, seed {detector.Options.Train.Seed}"),
            new("Score", detector.Errors.Kind.ToString()),
            new("Threshold", $"{ReportNumber.Format(detector.Threshold.Value)} by {detector.Threshold.Description}"),
            new("Alert", $"{alert.Needed} of {alert.Of} steps over the threshold"
                + (alert.ShortestDuration > 1 ? $", at least {alert.ShortestDuration} long" : "") + (alert.Suppress > 0 ? $", then quiet for {alert.Suppress}" : "")),
            new("Made by", $"plumbline {typeof(Detector).Assembly.GetName().Version?.ToString(3)}, .NET {Environment.Version}"),
        ];
    }
}
