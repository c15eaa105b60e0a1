namespace Plumbline.Neural.Training;

/// <summary>Who watches over a training run: its reports, its clock, and where it is kept in case it is interrupted.</summary>
public sealed record TrainingWatch
{
    /// <summary>About twenty reports an epoch, from the thread that trains.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the run is kept between epochs and taken up again; null keeps nothing.</summary>
    public TrainingCheckpoints? Checkpoints { get; init; }

    /// <summary>Null looks at nothing.</summary>
    public TrainingLook? Look { get; init; }
}
