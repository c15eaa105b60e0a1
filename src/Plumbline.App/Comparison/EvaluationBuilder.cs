using Plumbline.App.Documents;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Statistics;

namespace Plumbline.App.Comparison;

/// <summary>Puts an evaluation together: slices of rows, the model and its baselines on each, and who wins.</summary>
internal static class EvaluationBuilder
{
    /// <param name="scores">Where the scores came from, for people.</param>
    /// <param name="model">They themselves.</param>
    /// <param name="detector">That made them; null when it is not known.</param>
    /// <param name="givenWindow">Of VUS; null for the period of the data.</param>
    public static Evaluated Build(string scores, IReadOnlyList<SeriesFrame> frames, Scorer model, Detector? detector, int? fromRow,
        int? givenWindow, List<string> notes, Shell shell)
    {
        var baselines = Baselines.Of(frames, model, detector, fromRow, shell);
        Scorer[] scorers = [detector is null ? model : model with { Rule = detector.Threshold.Description }, .. baselines.Scorers];
        var fitRows = baselines.SeesFitRows ? detector!.Summary.FitRows : new Dictionary<string, int>();
        var slices = RowSlice.Of(frames, detector, fitRows, fromRow);
        var (window, signal) = givenWindow is { } given ? (given, null) : Comparing.Window(frames[0]);
        var (period, cost) = (Comparing.Period(frames), detector?.Options.Threshold.Cost ?? new CostModel());
        var documents = slices.Select(slice =>
        {
            var figures = scorers.Select(scorer => Comparing.Figures(scorer, slice, window, period, cost, detector?.Alert)).ToList();
            return new SliceDocument(slice.Name, slice.IsResult, RowsOf(slice), slice.RowCount, AnomalousRows(frames, slice), figures);
        }).ToList();

        notes.Insert(0, $"no model and PCA are {baselines.Note}; random alarms as often as the model");
        notes.Add(signal is null ? $"VUS window {window} steps, as given" : $"VUS window {window} steps, {(window == PeriodFinder.Default ? "the usual one where no period is found" : "the period")} in '{signal}'");
        if (detector is null) notes.Add("without --model it is not known which rows the detector was fitted on");
        var result = documents.FirstOrDefault(slice => slice.IsResult);
        if (result is null) notes.Add("no row is known to be unseen: none of these figures is a result");
        foreach (var slice in documents.Where(slice => slice.AnomalousRows == 0 || slice.AnomalousRows == slice.RowCount))
            notes.Add($"the labels of the {slice.Name} rows are all {(slice.AnomalousRows == 0 ? "normal" : "anomalous")}: figures that need both are undefined");

        var judgement = Judgement.Of((result ?? documents[^1]).Figures, baselines.SeesFitRows && detector!.Threshold.Rule == ThresholdRule.Cost ? scorers.Length - 1 : 0); // chance is not tuned
        var grid = detector?.Options.Threshold.Grid?.Values() ?? [];
        var document = new EvaluationDocument(scores, detector?.Name, judgement.Wins, judgement.Sentence, notes, window, cost, documents,
            [.. scorers.Select((scorer, i) => new ScorerDocument(scorer.Name, scorer.Threshold, scorer.Rule, CostCurves.Of(scorer, slices, cost, i == 0 ? grid : [])))],
            detector is null ? null : AlarmTradeOff.Of(model, slices.FirstOrDefault(slice => slice.IsResult) ?? slices[^1], detector.Alert, period, cost));
        return new Evaluated(document, scorers, slices);
    }

    private static string RowsOf(RowSlice slice)
    {
        var ranges = slice.Parts.Select(part => part.Rows).Distinct().Take(3).ToList();
        return ranges.Count > 2 ? "differ by entity" : string.Join(", ", ranges.Select(range => $"{range.Start}-{range.End}"));
    }

    private static int AnomalousRows(IReadOnlyList<SeriesFrame> frames, RowSlice slice) => slice.Parts.Sum(part =>
    {
        var labels = frames[part.Entity].Labels.Span.Slice(part.Rows.Start, part.Rows.Length);
        return labels.Length - labels.Count(0);
    });
}
