namespace Plumbline.App.Quality;

/// <summary>Means of one contestant over a set, or over the sets.</summary>
/// <param name="Harm">Null for the series as they are.</param>
/// <param name="Set">Null for the mean over the sets of series with several signals, or over all sets where there are none such.</param>
/// <param name="Cases">With figures.</param>
/// <param name="Failed">Cases without; the means are over the others.</param>
/// <param name="Figures">By <see cref="QualityFigure.Name"/>; null is undefined.</param>
internal sealed record QualitySummary(string Preset, string? Harm, string? Set, int Cases, int Failed, IReadOnlyDictionary<string, QualityMean?> Figures)
{
    /// <summary>Of every contestant and harm: each set, then the sets together.</summary>
    public static IReadOnlyList<QualitySummary> Of(IReadOnlyList<QualityResult> results)
    {
        var sets = results.GroupBy(result => result.Set).ToDictionary(set => set.Key, set => set.Any(result => result.Signals > 1));
        string[] headline = [.. sets.Keys.Where(set => sets[set] || !sets.ContainsValue(true))];
        var summaries = new List<QualitySummary>();
        foreach (var each in results.GroupBy(result => (result.Preset, result.Harm)))
        {
            foreach (var set in sets.Keys) summaries.Add(Of(each.Key.Preset, each.Key.Harm, set, [.. each.Where(result => result.Set == set)], [set]));
            summaries.Add(Of(each.Key.Preset, each.Key.Harm, null, [.. each.Where(result => headline.Contains(result.Set))], headline));
        }
        return summaries;
    }

    private static QualitySummary Of(string preset, string? harm, string? set, IReadOnlyList<QualityResult> results, string[] sets)
    {
        var seeds = results.Select(result => result.Seed).Distinct().ToList();
        return new QualitySummary(preset, harm, set, results.Count(result => result.Figures is not null), results.Count(result => result.Figures is null),
            QualityFigure.All.ToDictionary(figure => figure.Name, figure => QualityMean.Of(seeds.Select(seed =>
                Mean(sets.Select(each => OfSet(figure, results.Where(result => result.Seed == seed && result.Set == each))))))));
    }

    private static double? OfSet(QualityFigure figure, IEnumerable<QualityResult> results)
    {
        double sum = 0, weights = 0;
        foreach (var figures in results.Select(result => result.Figures).OfType<QualityFigures>())
        {
            if (figure.Of(figures) is not { } value) continue;
            var weight = figure.Weight?.Invoke(figures) ?? 1;
            sum += weight * value;
            weights += weight;
        }
        return weights > 0 ? sum / weights : null;
    }

    private static double? Mean(IEnumerable<double?> values)
    {
        double[] some = [.. values.OfType<double>()];
        return some.Length == 0 ? null : some.Average();
    }
}
