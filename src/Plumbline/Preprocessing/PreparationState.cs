namespace Plumbline.Preprocessing;

/// <summary>What preparing one entity must remember from one frame to the next.</summary>
/// <remarks>With it, frames of any size give the same prepared values as one frame with all rows.</remarks>
public sealed class PreparationState
{
    internal PreparationState(int signalCount)
    {
        LastValues = new double[signalCount];
        LastValues.AsSpan().Fill(double.NaN);
        MissingSteps = new int[signalCount];
        LastSteps = new double[signalCount];
        LastSteps.AsSpan().Fill(double.NaN);
    }

    /// <summary>Last value seen of each signal in this segment, [signal]; NaN before the first.</summary>
    internal double[] LastValues { get; }

    /// <summary>What the last step of this segment held after filling, [signal]; NaN before the first.</summary>
    internal double[] LastSteps { get; }

    /// <summary>Steps in a row without a value, [signal].</summary>
    internal int[] MissingSteps { get; }

    internal long? LastTime { get; set; }
}
