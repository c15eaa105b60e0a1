using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Detection.Attribution;

/// <summary>Pairs of judged signals that always went together in the fit rows, by their correlation over 48 steps.</summary>
/// <remarks>Only pairs count whose correlation stayed high in each stretch of the fit rows in which both moved; it is gone when it falls clearly below the lowest of those. So a
/// pair that breaks now and then on normal days is not among them.</remarks>
public sealed class SignalRelations
{
    private const int Length = RecentSteps.Capacity;
    private const int MostStretches = 100;
    private const int LeastStretches = 8;
    private const int MostPairs = 300;
    private const int MostBroken = 10;
    private const double High = 0.8; // usual correlation
    private const double LeastEver = 0.5; // in any stretch, almost
    private const double RareShare = 0.02;
    private const double Beyond = 0.2; // below the lowest in the fit rows
    private const double Gone = 0.5; // of the usual
    private const double MovesUsually = 0.75; // quantile of a signal's deviations within stretches
    private const double Moves = 0.25; // of that: less is rest, and rest follows nothing

    private readonly int[] first; // [pair], signal
    private readonly int[] second; // [pair]
    private readonly double[] usual; // [pair]
    private readonly double[] lowest; // [pair], in the direction of the usual one
    private readonly double[] movement; // [signal], least deviation within 48 steps

    private readonly IReadOnlyList<string> names; // [signal]

    private SignalRelations(IReadOnlyList<string> names, int[] first, int[] second, double[] usual, double[] lowest, double[] movement) =>
        (this.names, this.first, this.second, this.usual, this.lowest, this.movement) = (names, first, second, usual, lowest, movement);

    /// <summary>No pair; of detectors that were fitted before there were relations.</summary>
    public static SignalRelations None { get; } = new([], [], [], [], [], []);

    /// <summary>Pairs that went together.</summary>
    public int Count => usual.Length;

    /// <param name="runs">Prepared fit rows, [step, width].</param>
    /// <param name="width">Signals of a step; the judged ones come first.</param>
    /// <param name="names">Of the judged ones.</param>
    internal static SignalRelations Fit(IReadOnlyList<ReadOnlyMemory<float>> runs, int width, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var judged = names.Count;
        var starts = runs.SelectMany((run, index) => Enumerable.Range(0, Math.Max(0, run.Length / width / Length)).Select(part => (Run: index, Step: part * Length))).ToList();
        starts = [.. EvenlySpread.Of(starts.Count, Math.Min(starts.Count, MostStretches)).Select(place => starts[place])];
        if (starts.Count < LeastStretches || judged < 2) return None;
        var units = new double[starts.Count][]; // [stretch][signal, step], centred, of length 1
        var deviations = new double[judged][]; // [signal][stretch]
        for (var signal = 0; signal < judged; signal++) deviations[signal] = new double[starts.Count];
        for (var stretch = 0; stretch < units.Length; stretch++)
        {
            units[stretch] = new double[judged * Length];
            var values = runs[starts[stretch].Run].Span.Slice(starts[stretch].Step * width, Length * width);
            for (var signal = 0; signal < judged; signal++)
            {
                var unit = units[stretch].AsSpan(signal * Length, Length);
                for (var step = 0; step < Length; step++) unit[step] = values[(step * width) + signal];
                deviations[signal][stretch] = Unit(unit);
            }
        }
        var movement = Array.ConvertAll(deviations, own => Math.Max(1e-3, Moves * Quantile.Of(own, MovesUsually)));
        var pairs = new List<(int A, int B, double Usual, double Lowest)>();
        var together = new double[units.Length];
        for (var a = 0; a < judged; a++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var b = a + 1; b < judged; b++)
            {
                var count = 0;
                for (var stretch = 0; stretch < units.Length; stretch++)
                {
                    if (deviations[a][stretch] < movement[a] || deviations[b][stretch] < movement[b]) continue;
                    together[count++] = InnerProduct.Of(units[stretch].AsSpan(a * Length, Length), units[stretch].AsSpan(b * Length, Length));
                }
                if (count < LeastStretches) continue;
                var own = together.AsSpan(0, count);
                var median = Quantile.Of(own, 0.5);
                if (Math.Abs(median) < High) continue;
                var lowest = median > 0 ? Quantile.Of(own, RareShare) : -Quantile.Of(own, 1 - RareShare);
                if (lowest >= LeastEver) pairs.Add((a, b, median, lowest));
            }
        }
        pairs = [.. pairs.OrderByDescending(pair => pair.Lowest).ThenBy(pair => pair.A).ThenBy(pair => pair.B).Take(MostPairs)];
        return new SignalRelations(names, [.. pairs.Select(pair => pair.A)], [.. pairs.Select(pair => pair.B)], [.. pairs.Select(pair => pair.Usual)], [.. pairs.Select(pair => pair.Lowest)], movement);
    }

    /// <param name="names">Judged signals.</param>
    /// <param name="tensor">By name; null where there is none.</param>
    internal static SignalRelations Restore(IReadOnlyList<string> names, Func<string, SafeTensor?> tensor)
    {
        if (tensor("relations.pairs") is not { } pairs || tensor("relations.movement") is not { } movement) return None;
        var count = (int)pairs.Shape[0];
        var numbers = pairs.ToDoubles(count * 4);
        double[] Column(int column) => [.. Enumerable.Range(0, count).Select(pair => numbers[(pair * 4) + column])];
        int[] Signals(int column) => Array.ConvertAll(Column(column), signal => signal >= 0 && signal < names.Count ? (int)signal : throw new FormatException($"a relation of signal {signal} of {names.Count}"));
        return new SignalRelations(names, Signals(0), Signals(1), Column(2), Column(3), movement.ToDoubles(names.Count));
    }

    internal IEnumerable<SafeTensor> ToTensors()
    {
        if (Count == 0) yield break;
        yield return SafeTensor.Of("relations.pairs", [Count, 4], [.. Enumerable.Range(0, Count).SelectMany(pair => (double[])[first[pair], second[pair], usual[pair], lowest[pair]])]);
        yield return SafeTensor.Of("relations.movement", [movement.Length], movement);
    }

    /// <summary>Pairs whose correlation is gone, the guilty signals' first, at most 10.</summary>
    /// <param name="looks">Steps to look at; a pair is shown as it is in those where it is most broken.</param>
    /// <param name="signals">By falling share.</param>
    internal IReadOnlyList<BrokenRelation> Broken(ReadOnlySpan<RecentSteps> looks, IReadOnlyList<SignalAttribution> signals)
    {
        if (Count == 0) return [];
        var now = new double[Count];
        now.AsSpan().Fill(double.NaN);
        foreach (var look in looks)
        {
            if (look.Count == Length) Look(look, now);
        }
        var broken = Enumerable.Range(0, Count).Where(pair => now[pair] * Math.Sign(usual[pair]) < Math.Min(lowest[pair] - Beyond, Gone * Math.Abs(usual[pair]))).ToList();
        if (broken.Count == 0) return [];
        var shares = signals.ToDictionary(signal => signal.Name, signal => signal.Share, StringComparer.Ordinal);
        return [.. broken.Select(pair => Named(pair, now[pair])).OrderByDescending(relation => shares[relation.A] + shares[relation.B])
            .ThenBy(relation => relation.A, StringComparer.Ordinal).ThenBy(relation => relation.B, StringComparer.Ordinal).Take(MostBroken)];

        BrokenRelation Named(int pair, double correlation)
        {
            var (a, b) = (names[first[pair]], names[second[pair]]);
            if (shares[b] > shares[a]) (a, b) = (b, a);
            return new BrokenRelation(a, b, Math.Round(usual[pair], 2), Math.Round(correlation, 2));
        }
    }

    private void Look(RecentSteps steps, double[] now)
    {
        var units = new double[movement.Length * Length];
        var moves = new bool[movement.Length];
        for (var signal = 0; signal < moves.Length; signal++)
        {
            var unit = units.AsSpan(signal * Length, Length);
            for (var back = 0; back < Length; back++) unit[back] = steps.Values(back)[signal];
            moves[signal] = Unit(unit) >= movement[signal];
        }
        for (var pair = 0; pair < now.Length; pair++)
        {
            if (!moves[first[pair]] || !moves[second[pair]]) continue;
            var correlation = InnerProduct.Of(units.AsSpan(first[pair] * Length, Length), units.AsSpan(second[pair] * Length, Length));
            var sign = Math.Sign(usual[pair]);
            if (!(sign * now[pair] <= sign * correlation)) now[pair] = correlation;
        }
    }

    // Centres values and gives them length 1; returns their standard deviation before.
    private static double Unit(Span<double> values)
    {
        double mean = 0, squares = 0;
        foreach (var value in values) mean += value;
        mean /= values.Length;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        var scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
        foreach (ref var value in values) value = (value - mean) * scale;
        return Math.Sqrt(squares / values.Length);
    }
}
