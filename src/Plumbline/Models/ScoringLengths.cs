namespace Plumbline.Models;

/// <summary>What <see cref="IScoringModel"/> asks of its spans.</summary>
internal static class ScoringLengths
{
    /// <exception cref="ArgumentException">No whole windows, or another number of scores.</exception>
    public static void Check(IWindowModel model, ReadOnlySpan<float> windows, Span<double> scores)
    {
        var width = model.WindowLength * model.SignalCount;
        if (windows.Length != scores.Length * width) throw new ArgumentException($"{windows.Length} values in, {scores.Length} scores out; expected {width} values for each score.");
    }

    /// <exception cref="ArgumentException">Not one window in and out.</exception>
    public static void CheckOne(IWindowModel model, ReadOnlySpan<float> window, Span<double> contributions)
    {
        var width = model.WindowLength * model.SignalCount;
        if (window.Length != width || contributions.Length != width) throw new ArgumentException($"{window.Length} values in, {contributions.Length} contributions out; expected {width} of each.");
    }
}
