namespace Plumbline.Preprocessing;

/// <summary>Everything between raw rows and what a model sees; section <c>prepare</c> of a job file.</summary>
public sealed record PreprocessorOptions
{
    public TimeGridOptions Grid { get; init; } = new();

    public GapPolicy Gaps { get; init; } = new();

    public ScalerOptions Scale { get; init; } = new();

    /// <summary>Signals the model does not use. Default none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

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
