using Plumbline.Evaluation;

namespace Plumbline.Failures;

/// <summary>How well scores tell which entities fail soon, counted in entities and inspections, not in rows.</summary>
/// <param name="Entities">Histories given.</param>
/// <param name="Failing">Those that fail.</param>
/// <param name="LeftOut">Entities without a row whose outcome is known; they are in no figure of the ranking.</param>
/// <param name="Silent">Entities whose rows have no score where it counts: never flagged, and last in the ranking.</param>
/// <param name="Rows">Rows up to the failure or the end.</param>
/// <param name="AreaUnderRoc">Over entities; null unless some fail and some do not.</param>
/// <param name="AveragePrecision">Over entities; null unless some fail and some do not.</param>
/// <param name="AtThreshold">Entities flagged, against those that fail.</param>
/// <param name="FalseAlarmRate">Share of the rows that no failure follows within the horizon and that are over the threshold; null without such rows.</param>
/// <param name="AlarmLead">From the first alarm within the horizon to the failure; null without one.</param>
/// <param name="Inspection">At the daily budget.</param>
/// <param name="FleetPrecision">Precision at the threshold, carried over to <see cref="FailureEvaluationOptions.FleetRate"/>; null where that is not known or nothing is flagged.</param>
/// <param name="Warnings">What a reader must know before quoting a figure.</param>
/// <remarks>
/// An entity's score is its highest over as many days as lie between horizon and lead: those before its failure, or, of one that does not fail, the last ones
/// after which it is known to have lived on for the horizon. A long life so gives no more chances of a high score than a short one.
/// </remarks>
public sealed record FailureEvaluation(FailureEvaluationOptions Options, int Entities, int Failing, int LeftOut, int Silent, long Rows, double? AreaUnderRoc, double? AveragePrecision,
    PointMetrics AtThreshold, double? FalseAlarmRate, LeadTime? AlarmLead, InspectionFigures Inspection, double? FleetPrecision, IReadOnlyList<string> Warnings)
{
    /// <summary>Failures among all rows: of daily rows, the failures per entity and day.</summary>
    public double FailureRate => Rows == 0 ? 0 : (double)Failing / Rows;

    /// <param name="histories">In any order; each entity once.</param>
    /// <exception cref="ArgumentException">No history, one that does not fit together, or options out of range; all are named.</exception>
    public static FailureEvaluation Of(IReadOnlyList<ScoredHistory> histories, FailureEvaluationOptions? options = null)
    {
        options ??= new FailureEvaluationOptions();
        string[] problems = [.. options.Problems()];
        if (problems.Length > 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        if (histories.Count == 0) throw new ArgumentException("No histories to judge.", nameof(histories));
        foreach (var history in histories) history.Require();

        var (scores, labels, leads) = (new List<double>(), new List<int>(), new List<double>());
        var (rows, quietRows, falseAlarms) = (0L, 0L, 0L);
        foreach (var history in histories)
        {
            rows += (history.Failure ?? history.Time.Count - 1) + 1;
            var outcome = Outcome.Of(history, options);
            quietRows += outcome.QuietRows;
            falseAlarms += outcome.FalseAlarms;
            if (outcome.AlarmLead is { } lead) leads.Add(lead);
            if (double.IsNaN(outcome.Score)) continue;
            scores.Add(outcome.Score);
            labels.Add(history.Failure is null ? 0 : 1);
        }
        var failing = histories.Count(history => history.Failure is not null);
        double[] ranked = [.. scores];
        int[] truth = [.. labels];
        var points = PointMetrics.Of(Array.ConvertAll(ranked, score => score > options.Threshold), truth);
        var evaluation = new FailureEvaluation(options, histories.Count, failing, histories.Count - ranked.Length, ranked.Count(double.IsNegativeInfinity), rows,
            RocCurve.Of(ranked, truth)?.Area, PrecisionRecallCurve.Of(ranked, truth)?.AveragePrecision, points,
            FScore.Ratio(falseAlarms, quietRows), LeadTime.Of(leads), InspectionRounds.Of(histories, options), null, []);
        if (options.FleetRate is { } fleet && failing > 0 && failing < rows)
            evaluation = evaluation with { FleetPrecision = BaseRate.Precision(points.TruePositives, points.FalsePositives, evaluation.FailureRate, fleet) };
        return evaluation with { Warnings = [.. WarningsOf(evaluation)] };
    }

    private static IEnumerable<string> WarningsOf(FailureEvaluation of)
    {
        if (of.LeftOut > 0) yield return $"{of.LeftOut} of {of.Entities} entities have no row whose outcome is known and are in no figure of the ranking.";
        if (of.Silent > 0) yield return $"{of.Silent} of {of.Entities} entities have no score where it counts, for want of data: those of them that fail are missed.";
        if (of.Failing == 0) yield return "No entity fails: nothing can be said of what would be found.";
        else if (of.Options.FleetRate is not { } fleet)
        {
            yield return $"{BaseRate.Percent(of.FailureRate)} of these rows are failures; precision, average precision and what a budget finds hold for a fleet with this rate only.";
        }
        else if (BaseRate.Differs(of.FailureRate, fleet))
        {
            const double Million = 1e6;
            yield return $"{BaseRate.Percent(of.FailureRate)} of these rows are failures, in the fleet {BaseRate.Percent(fleet)}: precision, average precision and what a budget finds do not hold there."
                + (of.FalseAlarmRate is { } rate ? $" At the fleet's rate a false-alarm rate of {BaseRate.Percent(rate)} means {rate * (1 - fleet) * Million:0} false alarms in a million rows, beside {fleet * Million:0} failures"
                    + (of.FleetPrecision is { } precision ? $"; precision at the threshold is {precision:0.####} there, not {of.AtThreshold.Precision:0.####}." : ".") : "");
        }
    }
}
