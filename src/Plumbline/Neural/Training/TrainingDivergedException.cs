namespace Plumbline.Neural.Training;

/// <summary>The loss became infinite or no number at all; the network is lost.</summary>
public sealed class TrainingDivergedException(int epoch, int batch, double learningRate, string what) : TrainingFailedException(
    $"Training diverged in epoch {epoch}, batch {batch}: the {what} is not finite (learning rate {learningRate}). "
    + $"Try a learning rate of {learningRate / 10}, and check that the values are scaled and that none is missing.")
{
    /// <summary>From 1.</summary>
    public int Epoch { get; } = epoch;

    /// <summary>From 1 within its epoch.</summary>
    public int Batch { get; } = batch;

    public double LearningRate { get; } = learningRate;
}
