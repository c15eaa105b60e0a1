using System.CommandLine;
using Plumbline.App.Comparison;
using Plumbline.App.Documents;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Failures;

namespace Plumbline.App.Commands;

/// <summary><c>failures evaluate</c>: what a predictor finds among entities it has not seen, or what the scores of any detector would have found.</summary>
internal static class FailuresEvaluateCommand
{
    public static Command Create(Shell shell)
    {
        var scores = new Option<string?>("--scores", "-s") { Description = "Scores file of any detector or predictor, instead of --model.", HelpName = "FILE" };
        var (model, data, label, entity, json) = (FailuresCommand.Model(), CommandOptions.Data(), FailuresCommand.Label(), CommandOptions.EntityColumn(), CommandOptions.Json());
        var seen = new Option<bool>("--unseen-only") { Description = "Leave out the entities that fitting has seen." };
        var judging = new FailuresJudging();
        var command = new Command("evaluate", "Judges a predictor by the failures it finds, in entities and inspections.") { model, scores, data, label, entity, seen };
        model.Required = false;
        judging.AddTo(command);
        command.Add(json);
        command.SetAction(parse =>
        {
            var source = FailuresCommand.Source(parse, data, label, entity);
            var document = (parse.GetValue(model), parse.GetValue(scores)) switch
            {
                ({ } file, null) when FailureFile.Read(file, shell) is var predictor => Judge(predictor, source, judging.Read(parse, predictor.Threshold), parse.GetValue(seen), shell),
                (null, { } file) when parse.GetValue(seen) => throw new UsageException($"--unseen-only: {file} does not say what fitting has seen; expected --model."),
                (null, { } file) => Judge(file, source, threshold => judging.Read(parse, threshold), shell),
                _ => throw new UsageException("expected one of --model and --scores."),
            };
            if (parse.GetValue(json)) shell.WriteJson(document, DocumentJson.Default.FailuresEvaluationDocument);
            else Write(document, shell.Report(outputIsTaken: false));
        });
        return command;
    }

    private static FailuresEvaluationDocument Judge(string scores, SeriesSource source, Func<double, FailureEvaluationOptions> options, Shell shell)
    {
        var scorer = ScoresFile.Join(scores, FailuresCommand.Histories(source, shell), shell, out _);
        return new(scores, null, FailureEvaluation.Of([.. scorer.Entities.Select(entity => ScoredHistory.Of(entity.Frame, entity.Scores))], options(scorer.Threshold)), null);
    }

    private static FailuresEvaluationDocument Judge(FailurePredictor predictor, SeriesSource source, FailureEvaluationOptions options, bool unseenOnly, Shell shell)
    {
        var known = predictor.Summary.Entities.ToHashSet();
        var histories = FailuresCommand.Histories(source, shell);
        if (unseenOnly) histories = [.. histories.Where(history => !known.Contains(history.Entity))];
        if (histories.Count == 0) throw new UsageException("fitting has seen every entity of this data; expected others to judge by.");
        var seen = histories.Count(history => known.Contains(history.Entity));
        var (evaluation, windows) = ProgressView.Run(shell, "scoring", progress =>
        {
            var scored = new List<ScoredHistory>();
            foreach (var history in histories)
            {
                scored.Add(ScoredHistory.Of(history, predictor.Score(history, shell.Cancellation)));
                progress.Report(new("scoring", (double)scored.Count / histories.Count, history.Entity));
            }
            var (windows, probabilities) = predictor.ScoreWindows(histories);
            return (FailureEvaluation.Of(scored, options), FailureWindowFigures.Of(windows, probabilities, options.Threshold));
        });
        return new FailuresEvaluationDocument(predictor.Options.Preset, seen, evaluation, windows);
    }

    private static void Write(FailuresEvaluationDocument document, Printer printer)
    {
        var (evaluation, windows) = (document.Evaluation, document.Windows);
        var (points, inspection) = (evaluation.AtThreshold, evaluation.Inspection);
        printer.Line($"{document.Preset}: {evaluation.Entities} entities, {evaluation.Failing} fail, {evaluation.Rows} rows");
        var table = new TextTable("", "value");
        table.Add("AUC-ROC, entities", Figure.Of(evaluation.AreaUnderRoc));
        table.Add("average precision, entities", Figure.Of(evaluation.AveragePrecision));
        table.Add($"precision over {Figure.Of(evaluation.Options.Threshold)}", Figure.Of(points.Precision));
        table.Add($"recall over {Figure.Of(evaluation.Options.Threshold)}", Figure.Of(points.Recall));
        table.Add("flagged rightly, wrongly", $"{points.TruePositives}, {points.FalsePositives}");
        table.Add("missed, left alone rightly", $"{points.FalseNegatives}, {points.TrueNegatives}");
        table.Add("false-alarm rate, rows", Figure.Of(evaluation.FalseAlarmRate));
        table.Add("days from alarm to failure", FailuresJudging.Days(evaluation.AlarmLead));
        if (evaluation.Options.FleetRate is { } rate) table.Add($"precision at the fleet's rate {Figure.Of(rate)}", Figure.Of(evaluation.FleetPrecision));
        printer.Table(table);
        printer.Line();
        printer.Line($"Inspecting {FailuresJudging.BudgetOf(evaluation.Options)}, right where a failure follows within {Figure.Of(evaluation.Options.Horizon)} days:");
        printer.Line($"  {inspection.Inspections} inspections, {inspection.Right} right, {inspection.Wrong} wrong, {inspection.Undecided} undecided; precision {Figure.Of(inspection.Precision)}");
        printer.Line($"  {inspection.Found} of {inspection.Failing} failing entities found ({Figure.Of(inspection.Recall)}), {FailuresJudging.Days(inspection.Lead)} days ahead");
        printer.Line();
        if (windows is not null) WriteWindows(windows, printer);
        foreach (var warning in evaluation.Warnings) printer.Line(warning);
        if (document.SeenEntities is null) printer.Line("A scores file does not say which entities were fitted on: of those, the figures are no result.");
        if (document.SeenEntities > 0) printer.Line($"{document.SeenEntities} of these entities served to fit it: the figures are no result. Evaluate on others (--unseen-only).");
    }

    private static void WriteWindows(FailureWindowFigures windows, Printer printer) =>
        printer.Line($"As the labs count, {windows.Windows} windows of which {windows.Failing} are failing: accuracy {Figure.Of(windows.Accuracy)}; normal P {Figure.Of(windows.NormalPrecision)} R {Figure.Of(windows.NormalRecall)}"
            + $" F1 {Figure.Of(windows.NormalF1)}; failing P {Figure.Of(windows.Points.Precision)} R {Figure.Of(windows.Points.Recall)} F1 {Figure.Of(windows.Points.F1)}; AUC {Figure.Of(windows.AreaUnderRoc)}");
}
