namespace Plumbline.Neural.Training;

/// <summary>Value and gradients of a loss over some rows; the kinds are described at <see cref="LossKind"/>.</summary>
internal abstract class Loss
{
    public static Loss Of(LossKind kind) => kind switch
    {
        LossKind.MeanSquaredError => new PointLoss<SquaredDifference>(),
        LossKind.MeanAbsoluteError => new PointLoss<AbsoluteDifference>(),
        LossKind.RootMeanSquaredError => new RootMeanSquaredLoss(),
        LossKind.Huber => new PointLoss<HuberDifference>(),
        LossKind.BinaryCrossEntropy => new PointLoss<CrossEntropy>(),
        LossKind.Gaussian => new GaussianLoss(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such loss."),
    };

    /// <summary>Features of a target step for so many outputs.</summary>
    public virtual int TargetWidth(int outputs) => outputs;

    /// <returns>Sum over the rows of each row's loss.</returns>
    public abstract double Evaluate(LossPass pass);
}
