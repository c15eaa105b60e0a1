using System.CommandLine;
using System.Globalization;
using Plumbline.App.Documents;
using Plumbline.App.Jobs;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;

namespace Plumbline.App.Commands;

/// <summary><c>explain</c>: why one row scored as it did, or all rows of a label.</summary>
internal static class ExplainCommand
{
    private const int MostSignals = 10;
    private const int MostOfMode = 20;

    public static Command Create(Shell shell)
    {
        var (model, data, label, json) = (CommandOptions.Model(), CommandOptions.Data(), CommandOptions.Label(), CommandOptions.Json());
        var at = new Option<string>("--at") { Description = "Row to explain: its time, or its number (0-based data row of the file).", HelpName = "TIME|ROW" };
        var mode = new Option<int?>("--mode") { Description = "Explain all rows of this label together, instead of one.", HelpName = "LABEL" };
        var entity = new Option<string?>("--entity") { Description = "Entity to explain, where several have the time.", HelpName = "NAME" };
        var column = new Option<string?>("--entity-column") { Description = "Entity column (default: entity, where there is one).", HelpName = "NAME" };
        var command = new Command("explain", "Says which signals and steps made one row, or all rows of a label, score as they did.") { model, data, at, mode, entity, label, column, json };
        command.SetAction(parse =>
        {
            var detector = DetectorFile.Read(parse.GetRequiredValue(model), shell);
            var frames = new SeriesSource(parse.GetRequiredValue(data), parse.GetValue(label), parse.GetValue(column)).ReadAll(shell);
            if (parse.GetValue(mode) is { } wanted)
            {
                if (parse.GetValue(at) is not null) throw new UsageException("--at and --mode are both given; expected one of them.");
                var found = Mode(detector, Named(frames, parse.GetValue(entity)), wanted, shell);
                if (parse.GetValue(json)) shell.WriteJson(found, DocumentJson.Default.ModeAttribution);
                else Write(found, shell.Report(outputIsTaken: false));
                return;
            }
            var (frame, row) = Find(frames, parse.GetValue(at) ?? throw new UsageException("there is nothing to explain; expected --at TIME or --mode LABEL."), parse.GetValue(entity));
            var verdict = Explain(detector, frame, row);
            if (parse.GetValue(json)) shell.WriteJson(verdict, DocumentJson.Default.Verdict);
            else Write(verdict, shell.Report(outputIsTaken: false));
        });
        return command;
    }

    private static ModeAttribution Mode(Detector detector, IReadOnlyList<SeriesFrame> frames, int label, Shell shell)
    {
        if (frames.All(frame => !frame.HasLabels)) throw new UsageException($"{frames[0].Source} has no label column; expected 'label', or its name with --label.");
        var modes = ModeAttribution.Of(detector, frames, shell.Cancellation);
        return modes.FirstOrDefault(mode => mode.Label == label)
            ?? throw new UsageException($"--mode is {label}; expected a label that scored rows have: {string.Join(", ", modes.Select(mode => mode.Label))}.");
    }

    private static Verdict Explain(Detector detector, SeriesFrame frame, int row)
    {
        var verdict = Explanation.Of(detector, frame, row);
        if (verdict.Status != VerdictStatus.Anomalous) return verdict;
        var known = new KnownCases();
        foreach (var earlier in detector.Score(frame.Slice(0, row)).Verdicts.Where(earlier => earlier.ToRow < verdict.FromRow - 1)) known.Take(earlier);
        return verdict with { Like = known.MostLike(verdict), Repair = RepairSearch.Find(detector, frame, row, verdict) };
    }

    private static string NamesOf(IReadOnlyList<SeriesFrame> frames) => string.Join(", ", frames.Take(8).Select(frame => $"'{frame.Entity}'")) + (frames.Count > 8 ? ", ..." : "");

    private static IReadOnlyList<SeriesFrame> Named(IReadOnlyList<SeriesFrame> frames, string? entity)
    {
        if (entity is null) return frames;
        var named = frames.Where(frame => frame.Entity == entity).ToList();
        return named.Count > 0 ? named : throw new UsageException($"--entity is '{entity}'; expected one of {NamesOf(frames)}.");
    }

    private static (SeriesFrame Frame, int Row) Find(IReadOnlyList<SeriesFrame> frames, string at, string? entity)
    {
        var names = NamesOf(frames);
        frames = Named(frames, entity);
        var hits = frames.Select(frame => (frame, Row: RowOf(frame, at))).Where(hit => hit.Row >= 0).ToList();
        return hits.Count switch
        {
            1 => hits[0],
            0 => throw new UsageException($"--at is '{at}'; expected a row number, or a time that the data has, such as {frames[0].Time.Format(0)}"
                + $"{(entity is null ? "" : $" of '{entity}'")}."),
            _ => throw new UsageException($"--at '{at}' is a row of {hits.Count} entities; expected --entity with one of {names}."),
        };
    }

    private static int RowOf(SeriesFrame frame, string at)
    {
        var isNumber = long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (isNumber && frame.Time.Kind == TimeKind.Timestamp) return frame.Rows.Span.IndexOf(number);
        if (isNumber) return frame.Time.Values.Span.IndexOf(number) is var row and >= 0 ? row : frame.Rows.Span.IndexOf(number);
        return frame.Time.Kind == TimeKind.Timestamp && JobScalar.TryParseTime(at, out var time) ? frame.Time.Values.Span.IndexOf(time.Ticks) : -1;
    }

    private static void Write(ModeAttribution mode, Printer printer)
    {
        printer.Line($"{(mode.Label == 0 ? "Normal rows" : $"Mode {mode.Label}")}: means over {mode.Rows} rows");
        var table = new TextTable("signal", "share", "squared error");
        foreach (var signal in mode.Signals.Take(MostOfMode)) table.Add(signal.Name, signal.Share.ToString("P1"), Figure.Of(signal.Error));
        printer.Table(table);
        printer.Line("Shares are of each row's score; errors are in standard deviations of the fit rows, squared.");
    }

    private static void Write(Verdict verdict, Printer printer)
    {
        var where = $"{(verdict.Entity.Length == 0 ? "" : verdict.Entity + " ")}{verdict.From} (row {verdict.FromRow})";
        if (verdict.Status == VerdictStatus.NotEnoughData)
        {
            printer.Line($"{where}: not enough data, {verdict.ImputedShare:P0} of the window was not observed.");
            return;
        }
        printer.Line($"{where}: {(verdict.Status == VerdictStatus.Anomalous ? "anomalous" : "normal")}, {Figure.Of(verdict.Score)} times the threshold, severity {verdict.Severity:0}"
            + (verdict.ImputedShare > 0 ? $", {verdict.ImputedShare:P0} of the window was not observed" : ""));
        printer.Line(verdict.Text);
        var table = new TextTable("signal", "share", "", "observed", "expected", "deviation");
        foreach (var signal in verdict.Signals.Take(MostSignals))
        {
            table.Add(signal.Name, signal.Share.ToString("P1"), AnomalyTable.Arrow(signal.Direction), signal.Observed is { } observed ? Figure.Of(observed) : "-",
                Figure.Of(signal.Expected), Figure.Of(signal.Deviation));
        }
        printer.Table(table);
        printer.Line("Observed and expected are in the signal's unit, the deviation in standard deviations of the fit rows.");
        var families = verdict.Families.Where(family => family.Signals > 1 && family.Share >= 0.05).Take(3).ToList();
        if (families.Count > 0) printer.Line("Together: " + string.Join(", ", families.Select(family => $"{family.Name} ({family.Signals} signals) {family.Share:P0}")));
        foreach (var relation in verdict.Relations)
            printer.Line(string.Create(CultureInfo.InvariantCulture, $"No longer together: {relation.A} and {relation.B}, correlation {relation.Now:0.00}, usually {relation.Usual:0.00}"));
        if (verdict.Like is { } like)
            printer.Line(string.Create(CultureInfo.InvariantCulture, $"Like the anomaly at {like.From}{(like.Entity.Length > 0 && like.Entity != verdict.Entity ? $" of {like.Entity}" : "")} (similarity {like.Similarity:0.00})"));
        if (verdict.OutsideRange > 0)
        {
            printer.Line($"{verdict.OutsideRange} of {verdict.Signals.Count} signals are outside their range in the fit rows"
                + (verdict.OutsideRange > verdict.Signals.Count / 4 ? ": a load that was never seen, or a fault that moves everything." : "."));
        }
        if (verdict.Steps.Count > 1) printer.Line("Steps: " + string.Join(", ", verdict.Steps.OrderByDescending(step => step.Share).Take(3).Select(step => $"{step.At} {step.Share:P0}")));
    }
}
