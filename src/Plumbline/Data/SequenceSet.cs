namespace Plumbline.Data;

/// <summary>Sequences of one length, each a window of its own with an optional label for the whole of it.</summary>
public sealed class SequenceSet
{
    /// <param name="signals">Signal names, in the order of the values.</param>
    /// <param name="stepCount">Steps in each sequence, at least 1.</param>
    /// <param name="values">[sequence, step, signal] row-major; NaN is missing.</param>
    /// <param name="labels">0 normal, 1 anomalous, [sequence]; empty without labels.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public SequenceSet(IReadOnlyList<string> signals, int stepCount, ReadOnlyMemory<double> values,
        ReadOnlyMemory<int> labels = default, string source = "memory")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepCount, 1);
        if (signals.Count == 0) throw new ArgumentException("A sequence needs at least one signal.", nameof(signals));
        Count = values.Length / stepCount / signals.Count;
        if (values.Length != (long)Count * stepCount * signals.Count)
            throw new ArgumentException($"{values.Length} values are no multiple of {stepCount} steps x {signals.Count} signals.", nameof(values));
        if (labels.Length != 0 && labels.Length != Count)
            throw new ArgumentException($"{labels.Length} labels for {Count} sequences.", nameof(labels));
        Signals = signals;
        StepCount = stepCount;
        Values = values;
        Labels = labels;
        Source = source;
    }

    public int Count { get; }

    public int StepCount { get; }

    public int SignalCount => Signals.Count;

    public IReadOnlyList<string> Signals { get; }

    /// <summary>[sequence, step, signal], row-major, in the units of the source; NaN is missing.</summary>
    public ReadOnlyMemory<double> Values { get; }

    /// <summary>[sequence]; 0 normal, 1 anomalous; empty without labels.</summary>
    public ReadOnlyMemory<int> Labels { get; }

    public string Source { get; }

    public bool HasLabels => Labels.Length != 0;

    /// <summary>Values of one sequence, [step, signal].</summary>
    public ReadOnlySpan<double> this[int sequence] => Values.Span.Slice(sequence * StepCount * SignalCount, StepCount * SignalCount);
}
