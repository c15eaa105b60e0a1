using Plumbline.Detection.Attribution;

namespace Plumbline.Detection;

/// <summary>What scoring needs beside what it keeps of an entity; shared by any number of scorers of one detector that are used one after the other.</summary>
/// <remarks>Not thread-safe: one a thread. It is most of the memory of a scorer, so thousands of entities should share it.</remarks>
/// <param name="detector">Of all scorers that use it.</param>
public sealed class ScoringWorkspace(Detector detector)
{
    private int[] rowOfStep = [];

    internal Detector Detector => detector;

    internal StepWorkspace Steps { get; } = new(detector.Preprocessor, detector.Model);

    internal StepAttributor Attributor { get; } = new(detector);

    /// <summary>What the last call has judged.</summary>
    internal List<JudgedStep> Judged { get; } = [];

    /// <summary>0, 1, 2, ..., one a column.</summary>
    internal int[] Columns { get; } = [.. Enumerable.Range(0, detector.Preprocessor.SignalCount - detector.Preprocessor.CalendarCount)];

    /// <summary>[step], -1 everywhere.</summary>
    internal Span<int> RowOfStep(int steps)
    {
        if (rowOfStep.Length < steps) rowOfStep = new int[steps];
        var all = rowOfStep.AsSpan(0, steps);
        all.Fill(-1);
        return all;
    }
}
