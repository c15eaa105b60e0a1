namespace Plumbline.Neural.Layers;

/// <summary>Added to the loss: l1 * sum |w| + l2 * sum w^2 over a layer's kernels, as Keras counts it.</summary>
/// <param name="L1">At least 0; draws weights to exactly 0.</param>
/// <param name="L2">At least 0; keeps weights small.</param>
internal readonly record struct WeightPenalty(double L1, double L2)
{
    /// <summary>Adds the penalty's gradient.</summary>
    /// <param name="weights">A kernel with its padding, which is 0 and stays it.</param>
    /// <param name="gradients">Laid out like it.</param>
    /// <returns>The penalty.</returns>
    public double Apply(ReadOnlySpan<float> weights, Span<float> gradients)
    {
        var (size, squares) = (0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            size += Math.Abs(weights[i]);
            squares += (double)weights[i] * weights[i];
            gradients[i] += (float)((L1 * Math.Sign(weights[i])) + (2 * L2 * weights[i]));
        }
        return (L1 * size) + (L2 * squares);
    }
}
