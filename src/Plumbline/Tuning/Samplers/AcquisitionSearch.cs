using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Samplers;

/// <summary>Looks for the place that is most worth a trial: many places spread over the space and some around the best known ones, then from the most promising ones upward.</summary>
internal sealed class AcquisitionSearch(SpaceEncoding encoding, GaussianProcess process, Func<double, double, (double Value, double ByMean, double ByDeviation)> acquisition)
{
    private const int Spread = 1500;
    private const int Near = 60; // around each of the best known places
    private const int Climbs = 5;
    private const int Steps = 30;
    private const int Rounds = 4;

    // How far apart the countable values are that are tried next to one, in shares of the range.
    private static readonly double[] Strides = [0.03, 0.1, 0.3];

    /// <param name="known">Best known places, as units of the parameters.</param>
    /// <param name="isTaken">Whether settings were tried already.</param>
    /// <returns>Null when everything that was looked at is taken.</returns>
    public IReadOnlyDictionary<string, double>? Best(IReadOnlyList<double[]> known, Random random, Func<IReadOnlyDictionary<string, double>, bool> isTaken)
    {
        var places = new List<double[]>(Spread + (Near * known.Count));
        var spread = new SpreadPoints(encoding.Parameters.Count, random);
        for (var i = 0; i < Spread; i++) places.Add(spread[i]);
        foreach (var unit in known)
        {
            for (var i = 0; i < Near; i++) places.Add(Around(unit, 0.2 * Math.Pow(0.01, (double)i / Near), random));
        }
        var found = Measured(places).OrderByDescending(place => place.Value).ToList();
        var climbed = new List<(double[] Units, double Value)>();
        foreach (var start in found.Take(Climbs)) climbed.Add(Climb(start));
        foreach (var (units, _) in climbed.OrderByDescending(place => place.Value).Concat(found))
        {
            var values = encoding.Values(units);
            if (!isTaken(values)) return values;
        }
        return null;
    }

    private (double[] Units, double Value) Climb((double[] Units, double Value) place)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var before = place.Value;
            place = ClimbContinua(place);
            place = StepCountables(place);
            if (!(place.Value > before) || encoding.Parameters.All(parameter => parameter.Count is null)) break;
        }
        return place;
    }

    private (double[] Units, double Value) ClimbContinua((double[] Units, double Value) place)
    {
        var values = encoding.Values(place.Units);
        var continua = Enumerable.Range(0, encoding.Parameters.Count).Where(i => encoding.Parameters[i].Count is null && values.ContainsKey(encoding.Parameters[i].Name)).ToArray();
        if (continua.Length == 0) return place;
        var at = new double[encoding.Width];
        encoding.Encode(values, at);
        var (byMean, byDeviation) = (new double[encoding.Width], new double[encoding.Width]);
        double Slope(ReadOnlySpan<double> point, Span<double> gradient)
        {
            for (var i = 0; i < continua.Length; i++) at[encoding.First(continua[i])] = point[i];
            var (mean, deviation) = process.PredictAt(at, byMean, byDeviation);
            var (value, meanCounts, deviationCounts) = acquisition(mean, deviation);
            for (var i = 0; i < continua.Length; i++)
            {
                var column = encoding.First(continua[i]);
                gradient[i] = (meanCounts * byMean[column]) + (deviationCounts * byDeviation[column]);
            }
            return value;
        }
        double[] point = [.. continua.Select(i => place.Units[i])];
        var (low, high) = (new double[point.Length], new double[point.Length]);
        Array.Fill(high, 1);
        var value = QuasiNewton.Climb(Slope, point, low, high, Steps, 1e-6);
        if (!(value > place.Value)) return place;
        var units = (double[])place.Units.Clone();
        for (var i = 0; i < continua.Length; i++) units[continua[i]] = point[i];
        return (units, value);
    }

    // One countable parameter after another: to the best of its values nearby, or of all its choices.
    private (double[] Units, double Value) StepCountables((double[] Units, double Value) place)
    {
        for (var i = 0; i < encoding.Parameters.Count; i++)
        {
            if (encoding.Parameters[i].Count is not { } count) continue;
            var parameter = encoding.Parameters[i];
            var now = parameter.FromUnit(place.Units[i]);
            var middle = parameter.ToUnit(now);
            IEnumerable<double> others = parameter is ChoiceParameter
                ? Enumerable.Range(0, count).Select(choice => parameter.ToUnit(choice))
                : Strides.Append(1.0 / count).SelectMany(stride => (double[])[middle - stride, middle + stride]).Select(unit => parameter.ToUnit(parameter.FromUnit(unit)));
            var tried = others.Distinct().Where(unit => unit != middle).Select(unit =>
            {
                var units = (double[])place.Units.Clone();
                units[i] = unit;
                return units;
            }).ToList();
            if (tried.Count == 0) continue;
            var best = Measured(tried).MaxBy(other => other.Value);
            if (best.Value > place.Value) place = best;
        }
        return place;
    }

    private List<(double[] Units, double Value)> Measured(List<double[]> places)
    {
        var encoded = new double[places.Count * encoding.Width];
        for (var i = 0; i < places.Count; i++) encoding.Encode(encoding.Values(places[i]), encoded.AsSpan(i * encoding.Width, encoding.Width));
        var (means, deviations) = (new double[places.Count], new double[places.Count]);
        process.Predict(encoded, means, deviations);
        return [.. places.Select((place, i) => (place, acquisition(means[i], deviations[i]).Value))];
    }

    private static double[] Around(double[] unit, double width, Random random)
    {
        var near = new double[unit.Length];
        for (var i = 0; i < near.Length; i++)
        {
            var gauss = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            near[i] = Math.Clamp(unit[i] + (width * gauss), 0, 1);
        }
        return near;
    }
}
