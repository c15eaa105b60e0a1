using System.CommandLine;
using Plumbline.App.Comparison;
using Plumbline.App.Documents;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Failures;
using Plumbline.Neural.Training;

namespace Plumbline.App.Commands;

/// <summary><c>failures compare</c>: several presets, each fitted on a part of the entities and judged on the others, several times over.</summary>
internal static class FailuresCompareCommand
{
    public static Command Create(Shell shell)
    {
        var (data, label, entity, json) = (CommandOptions.Data(), FailuresCommand.Label(), CommandOptions.EntityColumn(), CommandOptions.Json());
        var preset = new Option<string[]>("--preset") { Description = "Presets of failures or of detectors, which learn from entities that do not fail; 'random' is always there.", Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "NAME" };
        var seeds = new Option<int>("--seeds") { Description = "Runs, each with another split.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var share = new Option<double>("--test-share") { Description = "Share of the entities set aside to judge by.", HelpName = "SHARE", DefaultValueFactory = _ => 0.3 };
        var cutOff = new Option<string?>("--cut-off") { Description = "Learn from rows before this time (UTC), judge rows from it on.", HelpName = "TIME" };
        var judging = new FailuresJudging();
        var command = new Command("compare", "Fits presets on a part of the entities and judges them on the others.") { data, preset, label, entity, seeds, share, cutOff };
        judging.AddTo(command);
        command.Add(json);
        command.SetAction(parse =>
        {
            HistoryScorer[] scorers = [.. parse.GetRequiredValue(preset).Distinct().Select(HistoryScorer.Named)];
            if (!scorers.Contains(HistoryScorer.Random)) scorers = [.. scorers, HistoryScorer.Random];
            if (parse.GetValue(seeds) is < 1 and var runs) throw new UsageException($"--seeds {runs}: expected at least 1.");
            if (parse.GetValue(share) is var aside && !(aside is > 0 and < 1)) throw new UsageException($"--test-share {aside}: expected above 0, below 1.");
            var histories = FailuresCommand.Histories(FailuresCommand.Source(parse, data, label, entity), shell);
            if (histories.All(history => ScoredHistory.FailureOf(history) is null)) throw new UsageException("no entity fails in this data; expected a label that is not 0 in the row of a failure.");
            var end = FailuresCommand.TimeOf(parse.GetValue(cutOff), histories[0].Time.Kind, "--cut-off");
            var document = Compare(histories, scorers, parse.GetValue(seeds), aside, end, scorer => judging.Read(parse, scorer.Threshold), shell);
            if (parse.GetValue(json)) shell.WriteJson(document, DocumentJson.Default.FailuresComparisonDocument);
            else Write(document, shell.Report(outputIsTaken: false));
        });
        return command;
    }

    private static FailuresComparisonDocument Compare(IReadOnlyList<SeriesFrame> histories, HistoryScorer[] scorers, int seeds, double share, long? cutOff,
        Func<HistoryScorer, FailureEvaluationOptions> options, Shell shell)
    {
        var presets = FailuresCommand.Checked(() => ProgressView.Run(shell, "comparing", progress =>
        {
            var compared = new List<ComparedPreset>();
            foreach (var scorer in scorers)
            {
                var begun = shell.Time.GetTimestamp();
                var runs = new List<FailureEvaluation>();
                for (var seed = 0; seed < seeds; seed++)
                {
                    var done = (compared.Count + ((double)seed / seeds)) / scorers.Length;
                    var phase = $"{scorer.Name}, run {seed + 1} of {seeds}";
                    progress.Report(new FitProgress(phase, done, ""));
                    runs.Add(Run(histories, scorer, seed, share, cutOff, options(scorer), new FailuresCommand.Rounds(progress, phase, done, done + (1.0 / seeds / scorers.Length)), shell));
                }
                compared.Add(new(scorer.Name, shell.Time.GetElapsedTime(begun).TotalSeconds / seeds, runs));
            }
            return compared;
        }));
        return new FailuresComparisonDocument(histories.Count, histories.Count(history => ScoredHistory.FailureOf(history) is not null), share, presets);
    }

    private static FailureEvaluation Run(IReadOnlyList<SeriesFrame> histories, HistoryScorer scorer, int seed, double share, long? cutOff, FailureEvaluationOptions options,
        IProgress<TrainingProgress> progress, Shell shell)
    {
        var split = HistorySplit.Of(histories, share, seed, cutOff);
        var score = scorer.Fit(split.Fit, seed, new TrainingWatch { Progress = progress, Time = shell.Time }, shell.Cancellation);
        return FailureEvaluation.Of([.. split.Rest.Select(history => split.Judged(history, score(history)))], options with { Seed = seed });
    }

    private static void Write(FailuresComparisonDocument document, Printer printer)
    {
        var first = document.Presets[0].Runs[0];
        printer.Line($"{document.Entities} entities, {document.Failing} of them fail; {document.TestShare:P0} set aside in each of {document.Presets[0].Runs.Count} runs; mean and standard deviation.");
        printer.Line($"Budget: {FailuresJudging.BudgetOf(first.Options)}, horizon {Figure.Of(first.Options.Horizon)} days. Precision and recall in entities: over the threshold, then at the budget.");
        var table = new TextTable("preset", "AUC", "AP", "precision", "recall", "budget precision", "budget recall", "lead, days", "time");
        foreach (var (name, seconds, runs) in document.Presets)
        {
            table.Add(name, Spread(run => run.AreaUnderRoc), Spread(run => run.AveragePrecision), Spread(run => run.AtThreshold.Precision), Spread(run => run.AtThreshold.Recall),
                Spread(run => run.Inspection.Precision), Spread(run => run.Inspection.Recall), Spread(run => run.Inspection.Lead?.Median), Figure.Seconds(seconds));

            string Spread(Func<FailureEvaluation, double?> figure)
            {
                double[] values = [.. runs.Select(figure).OfType<double>()];
                if (values.Length == 0) return Figure.Undefined;
                var mean = values.Average();
                var deviation = values.Length < 2 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
                return $"{mean:0.000} {deviation:0.000}";
            }
        }
        printer.Table(table);
        foreach (var warning in first.Warnings) printer.Line($"First run: {warning}");
    }
}
