using System.CommandLine;
using Plumbline.App.Comparison;
using Plumbline.App.Documents;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Detection.Attribution;

namespace Plumbline.App.Commands;

/// <summary><c>evaluate</c>: scores and labels in, honest figures beside baselines out.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Shell shell)
    {
        var (data, label, entity, json) = (CommandOptions.Data(), CommandOptions.Label(), CommandOptions.EntityColumn(), CommandOptions.Json());
        var scores = new Option<string>("--scores", "-s") { Description = "Scores file that score has written.", Required = true, HelpName = "FILE" };
        var model = new Option<string?>("--model", "-m") { Description = "Detector that made the scores; tells fit rows from unseen ones.", HelpName = "FILE" };
        var fromRow = new Option<int?>("--from-row") { Description = "Judge rows from N on (0-based, of each entity).", HelpName = "N" };
        var window = new Option<int?>("--window") { Description = "Window of VUS in steps (default: the period of the data).", HelpName = "N" };
        var command = new Command("evaluate", "Judges scores by labels, beside no model, PCA and chance.") { scores, data, model, fromRow, window, label, entity, json };
        command.SetAction(parse =>
        {
            var source = new SeriesSource(parse.GetRequiredValue(data), parse.GetValue(label), parse.GetValue(entity));
            var document = Run(parse.GetRequiredValue(scores), source, parse.GetValue(model), parse.GetValue(fromRow), parse.GetValue(window), shell);
            if (parse.GetValue(json)) shell.WriteJson(document, DocumentJson.Default.EvaluationDocument);
            else EvaluationText.Write(document, shell.Report(outputIsTaken: false));
        });
        return command;
    }

    private static EvaluationDocument Run(string scores, SeriesSource source, string? model, int? fromRow, int? givenWindow, Shell shell)
    {
        if (fromRow < 0) throw new UsageException($"--from-row is {fromRow}; expected at least 0.");
        if (givenWindow < 0) throw new UsageException($"--window is {givenWindow}; expected at least 0.");
        var detector = model is null ? null : DetectorFile.Read(model, shell);
        var frames = source.ReadAll(shell);
        if (frames.Any(frame => !frame.HasLabels)) throw new UsageException($"{frames.First(frame => !frame.HasLabels).Source} has no label column; expected 'label', or its name with --label.");
        if (frames.All(frame => fromRow >= frame.StepCount)) throw new UsageException($"--from-row is {fromRow}; expected less than the {frames.Max(frame => frame.StepCount)} rows there are.");
        var notes = new List<string>();
        var scored = ScoresFile.Join(scores, frames, shell, out var withoutScore);
        if (withoutScore > 0) notes.Add($"{withoutScore} rows of the data have no score; they count as not flagged");
        var document = EvaluationBuilder.Build(scores, frames, scored, detector, fromRow, givenWindow, notes, shell).Document;
        // Blame needs the model to run once more; where there is but one kind of anomaly, 'explain --mode' does it when asked.
        var hasModes = frames.SelectMany(frame => frame.Labels.ToArray()).Where(label => label != 0).Distinct().Skip(1).Any();
        return detector is not null && hasModes ? document with { Modes = ModeAttribution.Of(detector, frames, shell.Cancellation) } : document;
    }
}
