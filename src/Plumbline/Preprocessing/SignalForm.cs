using Plumbline.Statistics;

namespace Plumbline.Preprocessing;

/// <summary>What is scaled of each signal: its value, its change since the step before, or the logarithm of either.</summary>
internal static class SignalForm
{
    private const double LeastRise = 0.5;  // share of steps
    private const double MostFall = 0.01;  // share of steps: counters are set back now and then
    private const double LogSpan = 1000;
    private const double LogDeviations = 20;

    /// <summary>Whether a signal is taken as its change.</summary>
    /// <param name="values">Observed values of the fit rows, one run of an entity after the other.</param>
    /// <param name="runs">First value of each run.</param>
    public static bool IsChange(string name, ReadOnlySpan<double> values, ReadOnlySpan<int> runs, PreprocessorOptions options) =>
        Names(options.Difference, name) || (options.Difference.Contains(PreprocessorOptions.FoundSignals) && IsCounter(values, runs));

    /// <summary>Whether a signal is taken as its logarithm.</summary>
    /// <param name="values">What the logarithm would be taken of.</param>
    /// <param name="least">Least of them.</param>
    /// <param name="most">Largest of them.</param>
    public static bool IsLog(string name, ReadOnlySpan<double> values, double least, double most, PreprocessorOptions options)
    {
        if (Names(options.Log, name)) return true;
        if (!options.Log.Contains(PreprocessorOptions.FoundSignals) || least < 0 || least == most) return false;
        if ((most + 1) / (least + 1) >= LogSpan) return true;
        var moments = new RunningMoments();
        moments.Add(values);
        return most - least > LogDeviations * moments.StandardDeviation;
    }

    /// <summary>The changes inside each run, in place.</summary>
    /// <returns>How many there are, at the beginning of <paramref name="values"/>.</returns>
    public static int Change(Span<double> values, ReadOnlySpan<int> runs)
    {
        var count = 0;
        for (var run = 0; run < runs.Length; run++)
        {
            var end = run + 1 < runs.Length ? runs[run + 1] : values.Length;
            for (var i = runs[run] + 1; i < end; i++) values[count++] = values[i] - values[i - 1];
        }
        return count;
    }

    public static double Log(double value) => Math.CopySign(Math.Log(1 + Math.Abs(value)), value);

    public static double Exp(double logarithm) => Math.CopySign(Math.Min(double.MaxValue, Math.Exp(Math.Abs(logarithm)) - 1), logarithm);

    /// <summary>Those of the given names that are to be signals.</summary>
    public static IEnumerable<string> Named(IReadOnlyList<string> given) => given.Where(name => name is not (PreprocessorOptions.FoundSignals or PreprocessorOptions.AllSignals));

    private static bool Names(IReadOnlyList<string> given, string name) => given.Contains(name) || given.Contains(PreprocessorOptions.AllSignals);

    private static bool IsCounter(ReadOnlySpan<double> values, ReadOnlySpan<int> runs)
    {
        int steps = 0, rises = 0, falls = 0;
        for (var run = 0; run < runs.Length; run++)
        {
            var end = run + 1 < runs.Length ? runs[run + 1] : values.Length;
            for (var i = runs[run] + 1; i < end; i++)
            {
                steps++;
                if (values[i] > values[i - 1]) rises++;
                else if (values[i] < values[i - 1]) falls++;
            }
        }
        return steps > 0 && rises >= LeastRise * steps && falls <= MostFall * steps;
    }
}
