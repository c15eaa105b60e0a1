using System.Globalization;
using Plumbline.Data;

namespace Plumbline.Tests.Sequences;

/// <summary>Sequences as the published generator makes them, but few and short: sines with uniform noise; anomalous ones are 8 to 20 times as large at their end.</summary>
internal static class SmallSequences
{
    public const int Steps = 10;

    private static readonly double[] Frequencies = [1.2, 1.5, 1.9, 1.1];
    private static readonly double[] Amplitudes = [1.7, 1.2, 1.9, 1.4];

    public static SequenceSet Normal(int count, int seed) => Draw(count, seed, _ => false, labelled: false);

    public static SequenceSet Mixed(int count, int seed, bool labelled = true) => Draw(count, seed, sequence => sequence % 2 == 1, labelled);

    public static string Csv(SequenceSet set)
    {
        var lines = new List<string>();
        for (var i = 0; i < set.Count; i++)
        {
            var values = set[i].ToArray();
            var cells = Enumerable.Range(0, set.SignalCount)
                .Select(signal => string.Join(';', Enumerable.Range(0, set.StepCount).Select(step => values[(step * set.SignalCount) + signal].ToString("R", CultureInfo.InvariantCulture))));
            lines.Add(string.Join(',', set.HasLabels ? cells.Append($"{set.Labels.Span[i]}") : cells));
        }
        return string.Join('\n', lines) + "\n";
    }

    private static SequenceSet Draw(int count, int seed, Func<int, bool> anomalous, bool labelled)
    {
        var random = new Random(seed);
        var values = new List<double>();
        for (var sequence = 0; sequence < count; sequence++)
        {
            for (var step = 0; step < Steps; step++)
            {
                for (var signal = 0; signal < Frequencies.Length; signal++)
                {
                    var value = (Amplitudes[signal] * Math.Sin(Frequencies[signal] * step)) + random.NextDouble();
                    var factor = (8 + (12 * random.NextDouble())) * (random.Next(2) == 0 ? 1 : -1);
                    values.Add(anomalous(sequence) && step >= Steps * 7 / 10 ? value * factor : value);
                }
            }
        }
        var labels = labelled ? Enumerable.Range(0, count).Select(sequence => anomalous(sequence) ? 1 : 0).ToArray() : [];
        return new SequenceSet(["tag_0", "tag_1", "tag_2", "tag_3"], Steps, values.ToArray(), labels, $"draw {seed}");
    }
}
