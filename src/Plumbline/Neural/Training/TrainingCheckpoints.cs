namespace Plumbline.Neural.Training;

/// <summary>Where unfinished training runs are kept, so that they go on exactly where they were: to the bit as if nothing had happened.</summary>
public sealed record TrainingCheckpoints
{
    /// <summary>What <see cref="Save"/> was given last for a run of this name; null where there is none.</summary>
    public required Func<string, byte[]?> Load { get; init; }

    /// <summary>Takes the name of a run and a safetensors file with all there is to go on from.</summary>
    /// <remarks>Called after an epoch by the thread that trains; with several starts, by several threads, each with a name of its own.</remarks>
    public required Action<string, byte[]> Save { get; init; }

    /// <summary>Least time between two calls of <see cref="Save"/> for a run. 10 s: of little use to lose less, and epochs may take milliseconds.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(10);
}
