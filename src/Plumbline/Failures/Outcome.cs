namespace Plumbline.Failures;

/// <summary>What one history contributes to the figures that need no budget.</summary>
/// <param name="Score">Of the entity; below every other where none of the rows that make it has one, NaN without such rows.</param>
/// <param name="AlarmLead">Days from its first alarm within the horizon to its failure; null without one.</param>
/// <param name="QuietRows">Scored rows that are known to be followed by no failure within the horizon.</param>
/// <param name="FalseAlarms">Those of them over the threshold.</param>
internal readonly record struct Outcome(double Score, double? AlarmLead, long QuietRows, long FalseAlarms)
{
    public static Outcome Of(ScoredHistory history, FailureEvaluationOptions options)
    {
        var time = history.Time;
        var scores = history.Scores.Span;
        if (time.Count == 0) return new Outcome(double.NaN, null, 0, 0);
        var (horizon, lead) = (Days.Span(time.Kind, options.Horizon), Days.Span(time.Kind, options.Lead));
        // Rows from first to last make the entity's score; quiet ones lie before the horizon of a failure, or have lived on for it.
        long? failure = history.Failure is { } row ? time[row] : null;
        var last = failure is { } at ? at - lead : time[time.Count - 1] - horizon;
        var first = last - (horizon - lead);
        var quietEnd = failure is { } end ? end - horizon : last + 1;

        var (score, alarmLead, quiet, alarms) = (double.NaN, (double?)null, 0L, 0L);
        for (var i = 0; i < time.Count; i++)
        {
            var counts = time[i] >= first && time[i] <= last;
            if (counts && double.IsNaN(score)) score = double.NegativeInfinity;
            if (double.IsNaN(scores[i])) continue;
            var over = scores[i] > options.Threshold;
            if (time[i] < quietEnd)
            {
                quiet++;
                if (over) alarms++;
            }
            if (!counts) continue;
            score = Math.Max(score, scores[i]);
            if (over && failure is { } then) alarmLead ??= Days.Of(time.Kind, then - time[i]);
        }
        return new Outcome(score, alarmLead, quiet, alarms);
    }
}
