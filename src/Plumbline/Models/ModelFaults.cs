using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>Settings that a model cannot be fitted with.</summary>
internal static class ModelFaults
{
    /// <param name="compared">What the loss compares, in words.</param>
    public static IEnumerable<string> OfLoss(LossKind loss, string compared)
    {
        if (loss is LossKind.BinaryCrossEntropy or LossKind.Gaussian)
            yield return $"loss is {loss}; expected one that compares {compared}: MeanSquaredError, MeanAbsoluteError, RootMeanSquaredError or Huber";
    }

    /// <exception cref="ArgumentException">There is a problem; all are named.</exception>
    public static void ThrowIfAny(IReadOnlyList<string> problems)
    {
        if (problems.Count != 0) throw new ArgumentException(string.Join("; ", problems));
    }
}
