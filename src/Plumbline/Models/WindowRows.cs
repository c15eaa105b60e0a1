using System.Buffers;
using System.Numerics.Tensors;
using Plumbline.Data;
using Plumbline.Statistics;

namespace Plumbline.Models;

/// <summary>Windows as row vectors, and the lengths that scoring models agree on.</summary>
internal static class WindowRows
{
    private const int BatchRows = 256;

    /// <param name="points">[point, width].</param>
    /// <param name="logDensities">[point].</param>
    public delegate void LogDensities(ReadOnlySpan<double> points, Span<double> logDensities);

    /// <summary>Mean and covariance of some of the windows.</summary>
    /// <param name="chosen">Their numbers.</param>
    public static RunningCovariance Statistics(Windows windows, IReadOnlyList<int> chosen, CancellationToken cancellation)
    {
        var statistics = new RunningCovariance(windows.Width);
        var batch = new double[Math.Min(BatchRows, chosen.Count) * windows.Width];
        for (var start = 0; start < chosen.Count; start += BatchRows)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(BatchRows, chosen.Count - start);
            for (var row = 0; row < count; row++) Read(windows[chosen[start + row]], batch.AsSpan(row * windows.Width, windows.Width));
            statistics.AddBatch(batch.AsSpan(0, count * windows.Width));
        }
        return statistics;
    }

    /// <summary>All windows one after the other, [window, step, signal], as they are.</summary>
    public static float[] Flat(Windows windows)
    {
        var values = new float[windows.Count * windows.Width];
        for (var window = 0; window < windows.Count; window++) windows[window].CopyTo(values.AsSpan(window * windows.Width));
        return values;
    }

    /// <param name="window">[step, signal].</param>
    /// <param name="row">[width], written whole.</param>
    public static void Read(ReadOnlySpan<float> window, Span<double> row) => TensorPrimitives.ConvertChecked(window, row);

    /// <summary>Scores of windows by their density: the logarithm of its largest value there could be less its own.</summary>
    /// <param name="windows">[window, step, signal].</param>
    /// <param name="scores">[window], at least 0.</param>
    public static void ScoreByDensity(ReadOnlySpan<float> windows, Span<double> scores, int width, double peak, LogDensities logDensities)
    {
        Check(windows, scores, width);
        var rented = ArrayPool<double>.Shared.Rent(windows.Length);
        var values = rented.AsSpan(0, windows.Length);
        TensorPrimitives.ConvertChecked(windows, values);
        logDensities(values, scores);
        ArrayPool<double>.Shared.Return(rented);
        foreach (ref var score in scores) score = Math.Max(0, peak - score);
    }

    /// <exception cref="ArgumentException">Not as many scores as windows.</exception>
    public static void Check(ReadOnlySpan<float> windows, Span<double> scores, int width)
    {
        if (windows.Length != scores.Length * width) throw new ArgumentException($"{windows.Length} values for {scores.Length} scores; expected {width} for each.", nameof(windows));
    }

    /// <exception cref="ArgumentException">Not as many scores as windows end in the run.</exception>
    public static void CheckRun(ReadOnlySpan<float> steps, Span<double> scores, int length, int signals)
    {
        if (steps.Length != (scores.Length + length - 1) * signals)
            throw new ArgumentException($"{steps.Length} values for {scores.Length} scores; expected {length - 1} steps of {signals} more than scores.", nameof(steps));
    }

    /// <exception cref="ArgumentException">Not as many contributions as values.</exception>
    public static void CheckContributions(ReadOnlySpan<float> window, Span<double> contributions, int width)
    {
        if (window.Length != width || contributions.Length != width)
            throw new ArgumentException($"{window.Length} values, {contributions.Length} contributions; expected {width}.", nameof(window));
    }

    /// <exception cref="ArgumentException">Settings out of range, or fewer windows than needed.</exception>
    public static void CheckFit(Windows windows, ModelOptions options, int least)
    {
        var problems = options.Problems().ToList();
        if (windows.Count < least) problems.Add($"{windows.Count} windows; expected at least {least}");
        ModelFaults.ThrowIfAny(problems);
    }
}
