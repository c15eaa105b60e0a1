namespace Plumbline.Preprocessing;

/// <summary>Everything between raw rows and what a model sees; section <c>prepare</c> of a job file.</summary>
public sealed record PreprocessorOptions
{
    public TimeGridOptions Grid { get; init; } = new();

    public GapPolicy Gaps { get; init; } = new();

    public ScalerOptions Scale { get; init; } = new();

    /// <summary>Signals the model does not use. Default none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    public IEnumerable<string> Problems() => Grid.Problems().Concat(Gaps.Problems()).Concat(Scale.Problems()).Select(problem => $"prepare.{problem}");
}
