using Plumbline.App.Documents;
using Plumbline.App.Jobs;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Models;

namespace Plumbline.App.Commands;

/// <summary><c>fit --dry-run</c>: every check of a fit, and a guess at what it would cost, from one short epoch.</summary>
internal static class DryFit
{
    private const int SampleRows = 2048;
    private const double RuntimeBytes = 60e6; // the process itself
    private const int CopiesOfParameters = 5; // values, gradients, two moments of Adam, the best epoch

    public static void Run(SeriesSource source, DetectorOptions options, Shell shell, bool json)
    {
        var frames = source.ReadAll(shell);
        // The no-model detector walks through split, preparation, calibration and threshold with all their checks.
        var check = Fitting.RunQuietly(frames, options with
        {
            Clean = new CleanOptions(),
            Model = new ZScoreOptions(),
            Calibrate = Calibrated(options) with { Score = ScoreKind.SquaredError },
            Threshold = options.Threshold with { Grid = null },
        }, shell);
        var sample = Sample(frames, options, check, shell);
        var epoch = sample.Summary.History is { } history ? history.Epochs[0].Seconds * check.Summary.TrainRows / sample.Summary.TrainRows : 0;
        var bytes = RuntimeBytes + (frames.Sum(frame => (double)frame.Values.Length) * sizeof(double) * 1.5)
            + ((double)check.Summary.TrainRows * check.Preprocessor.SignalCount * sizeof(float) * 2) + (sample.Model.ParameterCount * sizeof(float) * CopiesOfParameters);
        var document = new DryFitDocument(options.Preset, frames.Count, frames.Sum(frame => frame.StepCount), check.Preprocessor.SignalCount,
            check.Summary.TrainRows, sample.Model.ParameterCount, bytes, epoch, sample.Summary.History is null ? 0 : options.Train.Epochs, check.Summary.Notes);
        if (json) shell.WriteJson(document, DocumentJson.Default.DryFitDocument);
        else Write(document, shell.Report(outputIsTaken: false));
    }

    // A model that holds rows out by itself needs none for its threshold; the check does.
    private static CalibrationOptions Calibrated(DetectorOptions options) => options.Model.HoldsOut && options.Calibrate.Share == 0 ? new CalibrationOptions() : options.Calibrate;

    // Twice, so that the clock does not measure the compiler.
    private static Detector Sample(IReadOnlyList<SeriesFrame> frames, DetectorOptions options, Detector check, Shell shell)
    {
        var largest = frames.MaxBy(frame => check.Summary.FitRows[frame.Entity])!;
        var rows = largest.Slice(0, Math.Min(Math.Max(SampleRows, 4 * options.Model.Window), check.Summary.FitRows[largest.Entity]));
        var sampled = options with
        {
            Clean = new CleanOptions(),
            Train = options.Train with { Rows = null, Until = null, Epochs = 1 },
            Calibrate = options.Calibrate with { Share = 0, Score = options.Model.ScoresItself ? ScoreKind.Own : ScoreKind.SquaredError },
            Threshold = new ThresholdOptions { Rule = ThresholdRule.Fixed, Value = 1 },
        };
        Fitting.RunQuietly([rows], sampled, shell);
        return Fitting.RunQuietly([rows], sampled, shell);
    }

    private static void Write(DryFitDocument document, Printer printer)
    {
        var table = new TextTable("dry run", document.Detector);
        table.Add("data", $"{document.Entities} {(document.Entities == 1 ? "entity" : "entities")}, {document.Rows} rows, {document.Signals} signals");
        table.Add("training rows", $"{document.TrainRows}");
        table.Add("parameters", $"{document.ModelParameters:N0}");
        table.Add("memory (estimate)", Figure.Bytes(document.EstimatedBytes));
        table.Add("an epoch (estimate)", document.MostEpochs == 0 ? "none, fitted at once" : $"{Figure.Seconds(document.EstimatedSecondsPerEpoch)}, at most {document.MostEpochs} epochs");
        printer.Table(table);
        foreach (var note in document.Notes) printer.Line($"note: {note}");
        printer.Line("All checks passed; nothing was written.");
    }
}
