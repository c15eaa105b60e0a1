using System.Numerics.Tensors;
using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Samplers;

/// <summary>Density over one or several parameters: a kernel around each trial that was seen, a product of one per parameter, and a broad one that was there before.</summary>
/// <remarks>Bergstra, Bardenet, Bengio and Kegl (2011); with several parameters Falkner, Klein and Hutter (2018); the rules of weights and widths as Watanabe (2023), "Tree-structured Parzen
/// estimator: understanding its algorithm components", takes them apart. Checked against the numbers of the reference implementation.</remarks>
internal sealed class ParzenEstimator
{
    // Trials that weigh fully; older ones the less the older they are.
    private const int FullWeights = 25;

    private readonly ParzenKernels[] kernels; // [parameter]
    private readonly double[] logWeights; // [kernel]
    private readonly double[] cumulative; // [kernel]

    /// <param name="observations">[parameter][trial], oldest trial first.</param>
    public ParzenEstimator(IReadOnlyList<FreeParameter> parameters, double[][] observations, ParzenRules rules)
    {
        var count = observations[0].Length;
        Weights = [.. Ramp(count), rules.PriorWeight];
        var total = 0.0;
        foreach (var weight in Weights) total += weight;
        (logWeights, cumulative) = (new double[count + 1], new double[count + 1]);
        for (var i = 0; i <= count; i++)
        {
            Weights[i] /= total;
            logWeights[i] = Math.Log(Weights[i]);
            cumulative[i] = Weights[i] + (i > 0 ? cumulative[i - 1] : 0);
        }
        kernels = new ParzenKernels[parameters.Count];
        for (var i = 0; i < kernels.Length; i++)
        {
            kernels[i] = parameters[i] is ChoiceParameter choices
                ? new ChoiceKernels(choices.Choices.Count, observations[i], rules)
                : new NumericKernels(new NumericAxis(parameters[i]), observations[i], rules);
        }
    }

    /// <summary>Weight of each kernel, the prior last; they add up to 1.</summary>
    public double[] Weights { get; }

    /// <summary>By parameter.</summary>
    public IReadOnlyList<ParzenKernels> Kernels => kernels;

    /// <summary>Weights of trials before they are normalised, oldest first: 1 for the newest 25, rising evenly from 1 / n up to there.</summary>
    public static double[] Ramp(int count)
    {
        var weights = new double[count];
        Array.Fill(weights, 1);
        var rising = count - FullWeights;
        for (var i = 0; i < rising; i++) weights[i] = rising == 1 ? 1.0 / count : (1.0 / count) + ((1 - (1.0 / count)) * i / (rising - 1));
        return weights;
    }

    /// <summary>Values drawn from one kernel.</summary>
    /// <param name="values">[parameter], filled.</param>
    public void Draw(Random random, Span<double> values)
    {
        var place = random.NextDouble() * cumulative[^1];
        var kernel = 0;
        while (kernel < cumulative.Length - 1 && cumulative[kernel] <= place) kernel++;
        for (var i = 0; i < kernels.Length; i++) values[i] = kernels[i].Draw(kernel, random);
    }

    /// <summary>Logarithm of the density: of the chance where values are countable, on the parameter's scale otherwise.</summary>
    /// <param name="values">[parameter].</param>
    /// <param name="sums">Room for one number a kernel.</param>
    public double LogDensity(ReadOnlySpan<double> values, double[] sums)
    {
        var own = sums.AsSpan(0, logWeights.Length);
        logWeights.CopyTo(own);
        for (var i = 0; i < kernels.Length; i++) kernels[i].AddLogDensities(values[i], own);
        var most = TensorPrimitives.Max<double>(own);
        TensorPrimitives.Subtract(own, most, own);
        TensorPrimitives.Exp<double>(own, own);
        return most + Math.Log(TensorPrimitives.Sum<double>(own));
    }
}
