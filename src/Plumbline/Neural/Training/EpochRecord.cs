namespace Plumbline.Neural.Training;

/// <summary>One pass over the training samples.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainingLoss">Mean over the samples, each taken just before the step it took part in.</param>
/// <param name="ValidationLoss">Mean over the validation samples after the epoch; null without them.</param>
/// <param name="LearningRate">Step size during the epoch.</param>
/// <param name="GradientNorm">Euclidean length of the last batch's gradient, before any clipping: near 0 when training has settled or died.</param>
/// <param name="Seconds">Wall clock, validation included.</param>
public sealed record EpochRecord(int Epoch, double TrainingLoss, double? ValidationLoss, double LearningRate, double GradientNorm, double Seconds)
{
    /// <summary>What decides over the best epoch: the validation loss where there is one.</summary>
    public double MonitoredLoss => ValidationLoss ?? TrainingLoss;
}
