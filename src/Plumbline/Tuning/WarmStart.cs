using Plumbline.Statistics;

namespace Plumbline.Tuning;

/// <summary>Settings to begin a study with: what won on data that was most like this. After Feurer, Springenberg and Hutter (2015), who begin where the nearest of past data sets ended.</summary>
public static class WarmStart
{
    /// <summary>Winners on the nearest data, the nearest first, the newer of equals. Only those of the study's first objective and of a space with the same free parameters count, and of equal settings only the nearest.</summary>
    /// <param name="descriptors">Of the study's data; see <see cref="DataDescriptors"/>.</param>
    /// <param name="count">Most of them.</param>
    /// <remarks>Distances are Euclidean, each descriptor in units of its standard deviation over the winners and this data. One that a side lacks counts as one such unit.</remarks>
    public static IReadOnlyList<PastWinner> Nearest(IReadOnlyList<PastWinner> winners, StudyDefinition study, IReadOnlyDictionary<string, double> descriptors, int count)
    {
        var parameters = study.Space.Free.Select(parameter => parameter.Name).ToHashSet();
        var candidates = winners.Where(winner => winner.Objective == study.Objectives[0] && parameters.SetEquals(winner.Parameters)).ToList();
        var scales = Scales([.. candidates.Select(winner => winner.Descriptors), descriptors]);
        var nearest = new List<PastWinner>();
        foreach (var winner in candidates.OrderBy(winner => SquaredDistance(winner.Descriptors, descriptors, scales)).ThenByDescending(winner => winner.At))
        {
            if (nearest.Count >= count) break;
            if (!nearest.Exists(taken => Same(taken.Settings, winner.Settings))) nearest.Add(winner);
        }
        return nearest;
    }

    private static Dictionary<string, double> Scales(IReadOnlyList<IReadOnlyDictionary<string, double>> all)
    {
        var scales = new Dictionary<string, double>();
        foreach (var name in all.SelectMany(descriptors => descriptors.Keys).Distinct())
        {
            var moments = new RunningMoments();
            foreach (var descriptors in all)
            {
                if (descriptors.TryGetValue(name, out var value) && double.IsFinite(value)) moments.Add(value);
            }
            scales[name] = moments.StandardDeviation;
        }
        return scales;
    }

    private static double SquaredDistance(IReadOnlyDictionary<string, double> one, IReadOnlyDictionary<string, double> other, Dictionary<string, double> scales)
    {
        double sum = 0;
        foreach (var (name, scale) in scales)
        {
            var known = one.TryGetValue(name, out var a) & other.TryGetValue(name, out var b) && double.IsFinite(a) && double.IsFinite(b);
            var apart = !known ? 1 : scale > 0 ? (a - b) / scale : 0;
            sum += apart * apart;
        }
        return sum;
    }

    private static bool Same(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(pair => b.GetValueOrDefault(pair.Key) == pair.Value);
}
