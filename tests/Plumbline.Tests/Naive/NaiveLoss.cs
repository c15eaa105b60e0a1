using Plumbline.Neural.Training;

namespace Plumbline.Tests.Naive;

/// <summary>Losses of one sample, [step][output].</summary>
internal static class NaiveLoss
{
    public static double Of(LossKind kind, double[][] outputs, double[][] targets)
    {
        var pairs = outputs.Zip(targets).SelectMany(step => kind == LossKind.Gaussian
            ? step.Second.Select((t, i) => (Y: step.First[i], T: t, S: step.First[step.Second.Length + i]))
            : step.First.Zip(step.Second, (y, t) => (Y: y, T: t, S: 0.0))).ToArray();
        return kind switch
        {
            LossKind.MeanSquaredError => pairs.Average(at => Square(at.Y - at.T)),
            LossKind.MeanAbsoluteError => pairs.Average(at => Math.Abs(at.Y - at.T)),
            LossKind.RootMeanSquaredError => Math.Sqrt(pairs.Average(at => Square(at.Y - at.T))),
            LossKind.Huber => pairs.Average(at => Math.Abs(at.Y - at.T) < 1 ? Square(at.Y - at.T) / 2 : Math.Abs(at.Y - at.T) - 0.5),
            LossKind.BinaryCrossEntropy => pairs.Average(at => -(at.T * Math.Log(at.Y)) - ((1 - at.T) * Math.Log(1 - at.Y))),
            LossKind.Gaussian => pairs.Average(at => (at.S + (Square(at.T - at.Y) / Math.Exp(at.S))) / 2),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static double Square(double x) => x * x;
}
