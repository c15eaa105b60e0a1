using Plumbline.Data;
using Plumbline.Evaluation;
using Plumbline.Statistics;

namespace Plumbline.Tuning;

/// <summary>A few numbers that say what data is like, to find settings that won on similar data.</summary>
public static class DataDescriptors
{
    private const int PeriodSignals = 8;

    /// <summary>What the rows to fit on are like; labels are not looked at.</summary>
    /// <param name="fitRows">Rows of each frame that count, from its start; all of them by default.</param>
    /// <returns>
    /// By name: <c>logSignals</c>; <c>logRows</c> of all frames; shares of the signals of all frames <c>constantShare</c> and <c>binaryShare</c> (two values); <c>missingShare</c> of the values;
    /// and of signals that vary <c>autocorrelation</c> (mean, from one step to the next), <c>logKurtosis</c> (mean; 1.1 for a Gaussian) and <c>logPeriod</c> (of the median period of up to eight signals).
    /// What cannot be said, since nothing varies or there are no rows, is left out.
    /// </returns>
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyList<SeriesFrame> frames, int? fitRows = null)
    {
        long rows = 0, values = 0, missing = 0;
        int columns = 0, constant = 0, binary = 0;
        RunningMoments correlations = new(), kurtoses = new();
        var varying = new List<(SeriesFrame Frame, int Signal, int Rows)>();
        foreach (var frame in frames)
        {
            var count = Math.Min(fitRows ?? frame.StepCount, frame.StepCount);
            rows += count;
            for (var signal = 0; signal < frame.SignalCount; signal++)
            {
                var column = Column(frame, signal, count);
                values += count;
                missing += column.Count(double.IsNaN);
                columns++;
                var distinct = DistinctUpToThree(column);
                if (distinct <= 1)
                {
                    constant++;
                    continue;
                }
                if (distinct == 2) binary++;
                varying.Add((frame, signal, count));
                var (correlation, kurtosis) = Shape(column);
                if (double.IsFinite(correlation)) correlations.Add(correlation);
                if (double.IsFinite(kurtosis)) kurtoses.Add(Math.Log(kurtosis));
            }
        }
        var descriptors = new Dictionary<string, double>();
        if (values == 0) return descriptors;
        descriptors["logSignals"] = Math.Log(frames.Max(frame => frame.SignalCount));
        descriptors["logRows"] = Math.Log(rows);
        descriptors["constantShare"] = (double)constant / columns;
        descriptors["binaryShare"] = (double)binary / columns;
        descriptors["missingShare"] = (double)missing / values;
        if (correlations.Count > 0) descriptors["autocorrelation"] = correlations.Mean;
        if (kurtoses.Count > 0) descriptors["logKurtosis"] = kurtoses.Mean;
        if (varying.Count > 0) descriptors["logPeriod"] = Math.Log(Quantile.Median([.. Spread(varying).Select(one => (double)PeriodFinder.Find(Column(one.Frame, one.Signal, one.Rows)))]));
        return descriptors;
    }

    private static double[] Column(SeriesFrame frame, int signal, int rows)
    {
        var values = frame.Values.Span;
        var column = new double[rows];
        for (var row = 0; row < rows; row++) column[row] = values[(row * frame.SignalCount) + signal];
        return column;
    }

    private static int DistinctUpToThree(double[] column)
    {
        double first = double.NaN, second = double.NaN;
        foreach (var value in column)
        {
            if (double.IsNaN(value) || value == first || value == second) continue;
            if (double.IsNaN(first)) first = value;
            else if (double.IsNaN(second)) second = value;
            else return 3;
        }
        return double.IsNaN(first) ? 0 : double.IsNaN(second) ? 1 : 2;
    }

    private static (double Correlation, double Kurtosis) Shape(double[] column)
    {
        var moments = new RunningMoments();
        foreach (var value in column)
        {
            if (!double.IsNaN(value)) moments.Add(value);
        }
        double second = 0, fourth = 0, together = 0, before = double.NaN;
        long count = 0;
        foreach (var value in column)
        {
            // In units of the standard deviation, so that squares of squares stay in range. What is missing stays NaN, and so does a pair with it.
            var apart = (value - moments.Mean) / moments.StandardDeviation;
            if (!double.IsNaN(apart))
            {
                count++;
                second += apart * apart;
                fourth += apart * apart * apart * apart;
                if (!double.IsNaN(before)) together += apart * before;
            }
            before = apart;
        }
        return (together / second, count * fourth / (second * second));
    }

    private static IEnumerable<T> Spread<T>(List<T> all)
    {
        var taken = Math.Min(PeriodSignals, all.Count);
        for (var i = 0; i < taken; i++) yield return all[(int)((long)i * all.Count / taken)];
    }
}
