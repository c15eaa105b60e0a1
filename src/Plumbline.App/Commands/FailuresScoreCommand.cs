using System.CommandLine;
using Plumbline.App.Documents;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Failures;

namespace Plumbline.App.Commands;

/// <summary><c>failures score</c>: a score for every row of every entity.</summary>
internal static class FailuresScoreCommand
{
    public static Command Create(Shell shell)
    {
        var (model, data, label, entity, json) = (FailuresCommand.Model(), CommandOptions.Data(), FailuresCommand.Label(), CommandOptions.EntityColumn(), CommandOptions.Json());
        var output = CommandOptions.Out("Scores file (CSV) to write, entity by entity; - is standard output.");
        output.Required = true;
        var command = new Command("score", "Scores every row by how likely a failure follows soon.") { model, data, label, entity, output, json };
        command.SetAction(parse => Run(parse.GetRequiredValue(model), FailuresCommand.Source(parse, data, label, entity), parse.GetRequiredValue(output), shell, parse.GetValue(json)));
        return command;
    }

    private static void Run(string model, SeriesSource source, string path, Shell shell, bool json)
    {
        if (json && path == "-") throw new UsageException("--out - and --json both want standard output; expected one of them to go elsewhere.");
        source.Protect(path);
        var predictor = FailureFile.Read(model, shell);
        using var file = OutputFile.Create(path, shell);
        var histories = FailuresCommand.Histories(source, shell);
        var (rows, over, silent) = ProgressView.Run(shell, "scoring", progress => Write(predictor, histories, file.Stream, progress, shell.Cancellation));
        file.Commit();
        if (json) shell.WriteJson(new FailuresScoreDocument(predictor.Options.Preset, path, histories.Count, rows, over, silent, predictor.Threshold), DocumentJson.Default.FailuresScoreDocument);
        else shell.Notes.Line($"{rows} rows of {histories.Count} entities scored: {over} rows over the threshold {Figure.Of(predictor.Threshold)}, {silent} without enough data"
            + (path == "-" ? "" : $"; scores in {path}"));
    }

    private static (int Rows, int Over, int Silent) Write(FailurePredictor predictor, IReadOnlyList<SeriesFrame> histories, Stream stream, IProgress<FitProgress> progress, CancellationToken cancellation)
    {
        var threshold = predictor.Threshold;
        using var writer = new ScoresCsvWriter(stream, histories[0].Time.Kind, hasEntities: true);
        var (rows, over, silent) = (0, 0, 0);
        for (var h = 0; h < histories.Count; h++)
        {
            var history = histories[h];
            var scores = predictor.Score(history, cancellation);
            int[] alarms = [.. Enumerable.Range(0, scores.Length).Where(row => scores[row] > threshold)];
            var tops = predictor.TopSignals(history, alarms).Zip(alarms).ToDictionary(pair => pair.Second, pair => pair.First);
            var table = new ScoreRow[scores.Length];
            for (var row = 0; row < table.Length; row++)
            {
                var score = scores[row] / threshold;
                var (signal, share) = tops.GetValueOrDefault(row, ("", double.NaN));
                var status = double.IsNaN(score) ? VerdictStatus.NotEnoughData : score > 1 ? VerdictStatus.Anomalous : VerdictStatus.Normal;
                table[row] = new ScoreRow(history.Time[row], history.Entity, score, scores[row], threshold, Severities.Of(score), status, signal, share);
            }
            writer.Write(table);
            (rows, over, silent) = (rows + table.Length, over + alarms.Length, silent + scores.Count(double.IsNaN));
            progress.Report(new FitProgress("scoring", (h + 1.0) / histories.Count, history.Entity));
        }
        return (rows, over, silent);
    }
}
