using System.CommandLine;
using Plumbline.App.Documents;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Sequences;

namespace Plumbline.App.Commands;

/// <summary><c>sequence evaluate</c>: how both views do on labelled sequences.</summary>
internal static class SequenceEvaluateCommand
{
    public static Command Create(Shell shell)
    {
        var (model, data, json) = (SequenceCommand.Model(), SequenceCommand.Data(), CommandOptions.Json());
        var command = new Command("evaluate", "Judges both views by labels, on sequences that no phase has seen.") { model, data, json };
        command.SetAction(parse =>
        {
            var detector = SequenceFile.ReadDetector(parse.GetRequiredValue(model), shell);
            var evaluation = SequenceEvaluation.Of(detector, SequenceFile.Read(parse.GetRequiredValue(data), shell), shell.Cancellation);
            if (parse.GetValue(json)) shell.WriteJson(evaluation, DocumentJson.Default.SequenceEvaluation);
            else Write(evaluation, shell.Report(outputIsTaken: false));
        });
        return command;
    }

    private static void Write(SequenceEvaluation evaluation, Printer printer)
    {
        var table = new TextTable("", "by time", "by feature");
        Add("threshold", view => Figure.Of(view.Threshold));
        Add("true positives", view => $"{view.TruePositives}");
        Add("false negatives", view => $"{view.FalseNegatives}");
        Add("false positives", view => $"{view.FalsePositives}");
        Add("true negatives", view => $"{view.TrueNegatives}");
        Add("accuracy", view => Figure.Of(view.Accuracy));
        Add("precision", view => Figure.Of(view.Precision));
        Add("recall", view => Figure.Of(view.Recall));
        Add($"F{evaluation.Beta:0.###}", view => Figure.Of(view.FBeta));
        Add("false-positive rate", view => Figure.Of(view.FalsePositiveRate));
        Add("AUC-ROC, distance", view => Figure.Of(view.AreaUnderRoc));
        Add("AUC-ROC, squared error", view => Figure.Of(view.SquaredErrorAreaUnderRoc));
        Add("RMSE, normal ones", view => Figure.Of(view.Rmse));
        Add("MAE, normal ones", view => Figure.Of(view.Mae));
        printer.Line($"{evaluation.Source.Name}: {evaluation.Source.Count} sequences");
        printer.Table(table);
        if (evaluation.Seen is { } phase) printer.Line($"These very sequences served {phase}: the figures are no result. Evaluate on others.");

        void Add(string name, Func<SequenceViewFigures, string> figure) => table.Add(name, figure(evaluation.Time), figure(evaluation.Feature));
    }
}
