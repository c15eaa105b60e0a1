using System.CommandLine;
using Plumbline.App.Documents;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Detection;

namespace Plumbline.App.Commands;

/// <summary><c>score</c>: a detector and telemetry in, a score for each row out, and verdicts as they come.</summary>
internal static class ScoreCommand
{
    public static Command Create(Shell shell)
    {
        var (model, data, label, entity, json) = (CommandOptions.Model(), CommandOptions.Data(), CommandOptions.Label(), CommandOptions.EntityColumn(), CommandOptions.Json());
        var output = CommandOptions.Out("Scores file (CSV) to write; - is standard output.");
        var verdicts = new Option<string?>("--verdicts")
        {
            Description = "Verdicts (JSON lines) to write, when an anomaly begins, grows and ends; the last with an id counts; - is standard output.",
            HelpName = "FILE",
        };
        var onBadLine = new Option<string?>("--on-bad-line") { Description = "stop or skip (default: skip and count on standard input, stop in files).", HelpName = "HOW" };
        onBadLine.AcceptOnlyFromAmong("stop", "skip");
        var command = new Command("score", "Scores every row and lists the anomalies found; standard input is scored row by row as it comes.")
        {
            model, data, label, entity, output, verdicts, onBadLine, json,
        };
        command.SetAction(parse =>
        {
            var source = new SeriesSource(parse.GetRequiredValue(data), parse.GetValue(label), parse.GetValue(entity));
            var skips = parse.GetValue(onBadLine) is { } how ? how == "skip" : source.IsLive;
            Run(parse.GetRequiredValue(model), source, new Targets(parse.GetValue(output), parse.GetValue(verdicts), parse.GetValue(json)), skips ? new BadLines(shell) : null, shell);
        });
        return command;
    }

    private static void Run(string model, SeriesSource source, Targets targets, BadLines? bad, Shell shell)
    {
        targets.Check(source);
        var begun = shell.Time.GetTimestamp();
        var detector = DetectorFile.Read(model, shell);
        using var scores = targets.Scores is null ? null : OutputFile.Create(targets.Scores, shell);
        using var verdicts = targets.Verdicts is null ? null : OutputFile.Create(targets.Verdicts, shell, source.IsLive);
        using var lines = verdicts is null ? null : new VerdictLines(new StreamWriter(verdicts.Stream, leaveOpen: true));
        if (source.IsLive && new StreamingDetector(detector).Delay is > 0 and var delay)
            shell.Notes.Line($"The detector '{detector.Name}' judges a row once {delay} more have come.");
        var ended = new List<Verdict>();
        var anomalies = new AnomalyTable();
        var scoring = Scoring.Run(detector, source, shell, scores?.Stream, Found, ongoing: lines is not null, bad);
        scores?.Commit();
        verdicts?.Commit();
        var seconds = shell.Time.GetElapsedTime(begun).TotalSeconds;
        if (targets.Json)
        {
            shell.WriteJson(new ScoreDocument(detector.Name, detector.Id, targets.Scores, scoring.Rows, scoring.AnomalousRows, scoring.RowsWithoutEnoughData, bad?.Count ?? 0, seconds, ended),
                DocumentJson.Default.ScoreDocument);
            return;
        }
        anomalies.Write(shell.Notes, "; --json lists all");
        shell.Notes.Line($"{scoring.Rows} rows scored in {Figure.Seconds(seconds)}: {anomalies.Count} {(anomalies.Count == 1 ? "anomaly" : "anomalies")} in {scoring.AnomalousRows} rows"
            + (scoring.RowsWithoutEnoughData > 0 ? $", {scoring.RowsWithoutEnoughData} rows without enough data" : "")
            + (bad is { Count: > 0 } ? $", {bad.Count} rows skipped" : "")
            + (targets.Scores is null or "-" ? "" : $"; scores in {targets.Scores}"));

        void Found(Verdict verdict)
        {
            lines?.Write(verdict);
            if (verdict.Ongoing) return;
            if (targets.Json) ended.Add(verdict);
            else anomalies.Add(verdict);
        }
    }

    private sealed record Targets(string? Scores, string? Verdicts, bool Json)
    {
        public void Check(SeriesSource source)
        {
            if (Scores is null && Verdicts is null) throw new UsageException("nothing is to be written; expected --out FILE for scores, --verdicts FILE, or both.");
            if (Json && Scores == "-") throw new UsageException("--out - and --json both want standard output; expected one of them to go elsewhere.");
            if (Verdicts == "-" && (Json || Scores == "-")) throw new UsageException($"--verdicts - and {(Json ? "--json" : "--out -")} both want standard output; expected one of them to go elsewhere.");
            if (Path.GetExtension(Scores) is ".parquet" or ".h5" or ".gz") throw new UsageException($"--out {Scores}: scores are written as CSV; expected a name like scores.csv, or -.");
            if (Scores is not (null or "-") && Verdicts is not null && Path.GetFullPath(Scores) == Path.GetFullPath(Verdicts) && !Scores.StartsWith("/dev/", StringComparison.Ordinal))
                throw new UsageException($"{Scores} is to hold the scores and the verdicts; expected two files.");
            source.Protect(Scores);
            source.Protect(Verdicts);
        }
    }
}
