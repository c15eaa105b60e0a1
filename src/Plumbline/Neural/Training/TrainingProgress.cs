namespace Plumbline.Neural.Training;

/// <summary>Where a training run stands.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Epochs">Most that there will be; early stopping may end sooner.</param>
/// <param name="BatchShare">Share of this epoch's batches that are done, above 0 to 1.</param>
/// <param name="TrainingLoss">Mean over this epoch so far.</param>
/// <param name="ValidationLoss">Of the last finished epoch; null before there is one, and without validation samples.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, double BatchShare, double TrainingLoss, double? ValidationLoss)
{
    /// <summary>From 1.</summary>
    public int Start { get; init; } = 1;

    /// <summary>That are trained, of which the best is kept.</summary>
    public int Starts { get; init; } = 1;
}
