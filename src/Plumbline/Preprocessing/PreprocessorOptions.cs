namespace Plumbline.Preprocessing;

/// <summary>Everything between raw rows and what a model sees; section <c>prepare</c> of a job file.</summary>
public sealed record PreprocessorOptions
{
    /// <summary>In <see cref="Difference"/> and <see cref="Log"/>: those signals that the fit rows show to be of the kind.</summary>
    public const string FoundSignals = "auto";

    /// <summary>In <see cref="Difference"/> and <see cref="Log"/>: every signal.</summary>
    public const string AllSignals = "all";

    public TimeGridOptions Grid { get; init; } = new();

    public GapPolicy Gaps { get; init; } = new();

    public ScalerOptions Scale { get; init; } = new();

    /// <summary>Signals the model does not use. Default none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whether signals without a single value in the fit rows are left out; otherwise they are refused. Default false.</summary>
    public bool DropEmpty { get; init; }

    /// <summary>Whether of signals that are equal in every fit row only the first is kept. Default false. Twins double their weight in
    /// every sum over signals, and make each other's reconstruction easy.</summary>
    public bool DropDuplicates { get; init; }

    /// <summary>Signals taken as their change since the step before, by name; <c>all</c> is every signal. <c>auto</c> finds counters: signals that rise in at least half
    /// of the steps of the fit rows and fall in at most one of a hundred, such as hours of operation, whose level says no more than
    /// the entity's age. Default none.</summary>
    public IReadOnlyList<string> Difference { get; init; } = [];

    /// <summary>Signals taken as sign(x) ln(1 + |x|), by name, after <see cref="Difference"/>; <c>all</c> is every signal. <c>auto</c> finds those that are never negative and
    /// reach over three orders of magnitude, (largest + 1) / (least + 1) >= 1000, or over more than 20 of their standard deviations, such as counts of errors.
    /// Default none.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>Signals that say under which circumstances the others were measured, such as a mode or a set point: models get them with the others,
    /// but they are neither reconstructed nor scored, and never to blame. Default none.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>Context derived from the times of the rows, after <see cref="Context"/> in this order. Default none. Needs timestamps.</summary>
    public IReadOnlyList<CalendarSignal> Calendar { get; init; } = [];

    public IEnumerable<string> Problems() => Grid.Problems().Concat(Gaps.Problems()).Concat(Scale.Problems()).Concat(OfNames()).Select(problem => $"prepare.{problem}");

    private IEnumerable<string> OfNames()
    {
        foreach (var name in Context.Intersect(Exclude)) yield return $"context holds '{name}', which exclude holds too; expected one of them";
        if (Context.Distinct().Count() < Context.Count) yield return "context holds a signal twice";
        if (Calendar.Distinct().Count() < Calendar.Count) yield return "calendar holds a signal twice";
    }
}
