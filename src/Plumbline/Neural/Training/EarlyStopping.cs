namespace Plumbline.Neural.Training;

/// <summary>Keeps the best epoch's parameters, as a copy, and says when waiting for a better one has taken long enough.</summary>
internal sealed class EarlyStopping(int? patience, double minDelta, int parameterLength)
{
    private readonly float[] best = new float[parameterLength];
    private double bestLoss = double.PositiveInfinity;
    private double reference = double.PositiveInfinity;
    private int waited;

    /// <summary>From 1; 0 before the first epoch.</summary>
    public int BestEpoch { get; private set; }

    /// <returns>Whether to stop.</returns>
    public bool Observe(int epoch, double loss, ReadOnlySpan<float> parameters)
    {
        if (loss < bestLoss)
        {
            bestLoss = loss;
            BestEpoch = epoch;
            parameters.CopyTo(best);
        }
        waited = loss < reference - minDelta ? 0 : waited + 1;
        if (waited == 0) reference = loss;
        return waited >= patience;
    }

    /// <summary>Parameters of the best epoch, as long as there was one.</summary>
    public ReadOnlySpan<float> Best => best;

    public void Restore(Span<float> parameters) => best.CopyTo(parameters);
}
