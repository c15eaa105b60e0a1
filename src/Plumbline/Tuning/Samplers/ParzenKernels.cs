namespace Plumbline.Tuning.Samplers;

/// <summary>The kernels of one parameter: one for each trial that was seen, then the prior.</summary>
internal abstract class ParzenKernels
{
    /// <summary>Adds to each kernel's sum the logarithm of its density at a value.</summary>
    public abstract void AddLogDensities(double value, Span<double> sums);

    public abstract double Draw(int kernel, Random random);
}
