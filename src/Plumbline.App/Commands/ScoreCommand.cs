using System.CommandLine;
using Plumbline.App.Documents;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Detection;

namespace Plumbline.App.Commands;

/// <summary><c>score</c>: a detector and telemetry in, a score for each row out.</summary>
internal static class ScoreCommand
{
    public static Command Create(Shell shell)
    {
        var (model, data, label, entity, json) = (CommandOptions.Model(), CommandOptions.Data(), CommandOptions.Label(), CommandOptions.EntityColumn(), CommandOptions.Json());
        var output = CommandOptions.Out("Scores file (CSV) to write; - is standard output.");
        output.Required = true;
        var command = new Command("score", "Scores every row and lists the anomalies found.") { model, data, label, entity, output, json };
        command.SetAction(parse => Run(parse.GetRequiredValue(model), new SeriesSource(parse.GetRequiredValue(data), parse.GetValue(label), parse.GetValue(entity)),
            parse.GetRequiredValue(output), shell, parse.GetValue(json)));
        return command;
    }

    private static void Run(string model, SeriesSource source, string path, Shell shell, bool json)
    {
        if (json && path == "-") throw new UsageException("--out - and --json both want standard output; expected one of them to go elsewhere.");
        if (Path.GetExtension(path) is ".parquet" or ".h5" or ".gz") throw new UsageException($"--out {path}: scores are written as CSV; expected a name like scores.csv, or -.");
        source.Protect(path);
        var begun = shell.Time.GetTimestamp();
        var detector = DetectorFile.Read(model, shell);
        using var file = OutputFile.Create(path, shell);
        var verdicts = new List<Verdict>();
        var anomalies = new AnomalyTable();
        var scoring = Scoring.Run(detector, source, shell, file.Stream, json ? verdicts.Add : anomalies.Add);
        file.Commit();
        var seconds = shell.Time.GetElapsedTime(begun).TotalSeconds;
        if (json)
        {
            shell.WriteJson(new ScoreDocument(detector.Name, detector.Id, path, scoring.Rows, scoring.AnomalousRows, scoring.RowsWithoutEnoughData, seconds, verdicts),
                DocumentJson.Default.ScoreDocument);
            return;
        }
        anomalies.Write(shell.Notes, "; --json lists all");
        shell.Notes.Line($"{scoring.Rows} rows scored in {Figure.Seconds(seconds)}: {anomalies.Count} {(anomalies.Count == 1 ? "anomaly" : "anomalies")} in {scoring.AnomalousRows} rows"
            + (scoring.RowsWithoutEnoughData > 0 ? $", {scoring.RowsWithoutEnoughData} rows without enough data" : "")
            + (path == "-" ? "" : $"; scores in {path}"));
    }
}
