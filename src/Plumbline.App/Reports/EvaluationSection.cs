using Plumbline.App.Pages;

namespace Plumbline.App.Reports;

/// <summary>The model beside its rivals: table, judgement, and curves over the threshold.</summary>
internal static class EvaluationSection
{
    public static void Write(HtmlWriter html, ReportEvaluation? evaluation, bool labelled)
    {
        html.Raw("<section id=\"evaluation\"><h2>Evaluation</h2>");
        if (evaluation is null)
            html.Absent($"No evaluation, ROC, precision-recall or cost curve: {(labelled ? "none was computed" : "the data carry no labels to compare with")}.");
        else
        {
            html.Write($"<p class=\"judgement {(evaluation.ModelWins == true ? "wins" : "loses")}\">{evaluation.Judgement}</p>");
            WriteTable(html, evaluation);
            html.Raw("<div class=\"charts\">");
            WriteChart(html, evaluation.Roc.Count > 0, "ROC curve", "roc-chart", "Recall over false alarm rate for each way to score", "No ROC curve was computed.");
            WriteChart(html, evaluation.PrecisionRecall.Count > 0, "Precision and recall", "precision-recall-chart", "Precision over recall for each way to score", "No precision-recall curve was computed.");
            WriteChart(html, evaluation.Cost is not null, "Cost over threshold", "cost-chart", "Cost of false and missed alarms over the threshold, the chosen one marked", "No cost curve: no cost model was given.");
            html.Raw("</div>");
        }
        html.Raw("</section>");
    }

    private static void WriteTable(HtmlWriter html, ReportEvaluation evaluation)
    {
        html.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Evaluation\"><table><caption>Best value of each column in bold</caption><thead><tr><th>Score</th>");
        foreach (var measure in evaluation.Measures)
        {
            var (arrow, word) = measure.HigherIsBetter ? ("\u2191", "higher is better") : ("\u2193", "lower is better");
            html.Write($"<th class=\"number\">{measure.Name} <span role=\"img\" aria-label=\"{word}\" title=\"{word}\">{arrow}</span></th>");
        }
        html.Raw("</tr></thead><tbody>");
        foreach (var scorer in evaluation.Scorers)
        {
            html.Write($"<tr><th scope=\"row\">{scorer.Name}</th>");
            for (var column = 0; column < evaluation.Measures.Count; column++)
                html.Write($"<td class=\"number {(IsBest(evaluation, column, scorer) ? "best" : "")}\">{scorer.Values[column]}</td>");
            html.Raw("</tr>");
        }
        html.Raw("</tbody></table></div>");
    }

    private static bool IsBest(ReportEvaluation evaluation, int column, ReportScorer scorer)
    {
        var values = evaluation.Scorers.Select(other => other.Values[column]).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN);
        return scorer.Values[column].Equals(evaluation.Measures[column].HigherIsBetter ? values.Max() : values.Min());
    }

    private static void WriteChart(HtmlWriter html, bool present, string title, string id, string description, string absent)
    {
        html.Write($"<div><h3>{title}</h3>");
        if (present) html.Write($"<div class=\"chart\" id=\"{id}\" role=\"img\" aria-label=\"{description}\"></div>");
        else html.Absent(absent);
        html.Raw("</div>");
    }
}
