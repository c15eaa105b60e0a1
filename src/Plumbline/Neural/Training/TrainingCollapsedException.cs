namespace Plumbline.Neural.Training;

/// <summary>The network gives the same outputs whatever goes in: its units have died (relu) or are saturated.</summary>
public sealed class TrainingCollapsedException(int epoch, double loss, double learningRate) : TrainingFailedException(
    $"Training collapsed: after its best epoch, {epoch}, the network gives the same outputs whatever goes in (loss {loss:G4}, learning rate {learningRate}). "
    + $"Try a learning rate of {learningRate / 10}, or tanh instead of relu; with refuseCollapse: false such a network is kept.")
{
    /// <summary>From 1.</summary>
    public int Epoch { get; } = epoch;

    public double LearningRate { get; } = learningRate;
}
