namespace Plumbline.Neural.Training;

/// <summary>What happened while a network was trained.</summary>
/// <param name="Epochs">In order; at least one.</param>
/// <param name="BestEpoch">Number of the epoch, from 1, whose parameters the network has: the one with the lowest monitored loss.</param>
/// <param name="StoppedEarly">Patience ran out before the epochs did.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochRecord> Epochs, int BestEpoch, bool StoppedEarly)
{
    public EpochRecord Best => Epochs[BestEpoch - 1];
}
