namespace Plumbline.Failures;

/// <summary>Goes through the days of a fleet and inspects on each those with the highest scores.</summary>
internal static class InspectionRounds
{
    public static InspectionFigures Of(IReadOnlyList<ScoredHistory> histories, FailureEvaluationOptions options)
    {
        var tieBreak = new int[histories.Count];
        for (var i = 0; i < tieBreak.Length; i++) tieBreak[i] = i;
        new Random(options.Seed).Shuffle(tieBreak);
        var days = RowsByDay(histories, options.Lead);
        var blockedUntil = new long[histories.Count]; // day from which on an entity may be inspected again
        blockedUntil.AsSpan().Fill(long.MinValue);
        var leads = new List<double>();
        var (inspections, wrong, purse) = (0, 0, 0.0);
        foreach (var (day, live) in days.OrderBy(one => one.Key))
        {
            purse += options.BudgetCount ?? (options.BudgetShare * live.Count(one => blockedUntil[one.History] != long.MaxValue));
            var budget = (int)Math.Floor(purse + 1e-9);
            purse -= budget;
            if (budget == 0) continue;
            var chosen = live.Where(one => blockedUntil[one.History] <= day && !double.IsNaN(Score(one)))
                .OrderByDescending(Score).ThenBy(one => tieBreak[one.History]).Take(budget);
            foreach (var (history, row) in chosen.ToList())
            {
                inspections++;
                blockedUntil[history] = (long)Math.Ceiling(day + options.Pause);
                var one = histories[history];
                var kind = one.Time.Kind;
                if (one.Failure is { } failure)
                {
                    var lead = Days.Of(kind, one.Time[failure] - one.Time[row]);
                    if (lead > options.Horizon) wrong++;
                    else
                    {
                        leads.Add(lead);
                        blockedUntil[history] = long.MaxValue; // replaced
                    }
                }
                else if (one.Time[row] + Days.Span(kind, options.Horizon) <= one.Time[one.Time.Count - 1]) wrong++;
            }
        }
        var failing = days.Values.SelectMany(live => live).Select(one => one.History).Distinct().Count(history => histories[history].Failure is not null);
        return new InspectionFigures(inspections, leads.Count, wrong, leads.Count, failing, LeadTime.Of(leads));

        double Score((int History, int Row) one) => histories[one.History].Scores.Span[one.Row];
    }

    // The last row of each day on which an entity lives and its failure is not too near.
    private static Dictionary<long, List<(int History, int Row)>> RowsByDay(IReadOnlyList<ScoredHistory> histories, double lead)
    {
        var days = new Dictionary<long, List<(int, int)>>();
        for (var history = 0; history < histories.Count; history++)
        {
            var (time, failure) = (histories[history].Time, histories[history].Failure);
            var end = failure is { } row ? time[row] - Days.Span(time.Kind, lead) : long.MaxValue;
            for (var i = 0; i < time.Count && time[i] <= end; i++)
            {
                var day = Days.At(time.Kind, time[i]);
                if (i + 1 < time.Count && time[i + 1] <= end && Days.At(time.Kind, time[i + 1]) == day) continue;
                if (!days.TryGetValue(day, out var live)) days.Add(day, live = []);
                live.Add((history, i));
            }
        }
        return days;
    }
}
