using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>outputs = gamma (inputs - mean) / sqrt(variance + epsilon) + beta, each step of each row by itself over its features (Ba, Kiros and Hinton 2016).</summary>
/// <remarks>The variance is over n, not n - 1. Training and scoring are the same.</remarks>
/// <param name="epsilon">Above 0; .001 is Keras' default. It keeps a step whose features are all the same from being divided by nothing.</param>
internal sealed class LayerNormalisationLayer(int steps, int width, double epsilon = 1e-3) : Layer(steps, width, steps, width)
{
    private readonly int length = PanelLayout.Pad(width);
    private readonly float epsilon = epsilon > 0 ? (float)epsilon : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Not above 0.");

    public double Epsilon => epsilon;

    public override string Kind => "layer_normalisation";

    /// <summary>None of them is a kernel, so penalties on weights leave them alone.</summary>
    public override IReadOnlyList<ParameterBlock> Blocks { get; } =
    [
        new("gamma", 0, 1, width, PanelLayout.RowMajor(width), 0),
        new("beta", 0, 1, width, PanelLayout.RowMajor(width), PanelLayout.Pad(width)),
    ];

    public override int ParameterLength => 2 * length;

    public override int ScratchLength(int rows) => 0;

    /// <summary>Gamma 1, beta 0.</summary>
    public override void Initialise(Span<float> parameters, Random random) => parameters[..Inputs].Fill(1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(in ForwardPass pass)
    {
        var x = PaddedRows.Vectors(PaddedRows.InputsOf(this, pass));
        var y = PaddedRows.Vectors(pass.Outputs)[..x.Length];
        var vectors = length / Vector256<float>.Count;
        var gamma = PaddedRows.Vectors(pass.Parameters)[..vectors];
        var beta = PaddedRows.Vectors(pass.Parameters)[vectors..(2 * vectors)];
        for (var first = 0; first < x.Length; first += vectors)
        {
            var (mean, scale) = Measure(x.Slice(first, vectors));
            for (var v = 0; v < vectors; v++) y[first + v] = ((x[first + v] - mean) * scale * gamma[v]) + beta[v];
        }
    }

    // With z = (x - mean) / sqrt(variance + epsilon) and g = gamma dy, the gradient by x is (g - mean of g - z * mean of g z) / sqrt(variance + epsilon).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(in BackwardPass pass)
    {
        var x = PaddedRows.Vectors(pass.Inputs[..(InputSteps * pass.Rows * length)]);
        var dy = PaddedRows.Vectors(pass.OutputGradients)[..x.Length];
        var dx = PaddedRows.Vectors(pass.InputGradients);
        var vectors = length / Vector256<float>.Count;
        var gamma = PaddedRows.Vectors(pass.Parameters)[..vectors];
        if (!pass.Adds) pass.Gradients[..ParameterLength].Clear();
        var gammaGradients = PaddedRows.Vectors(pass.Gradients)[..vectors];
        var betaGradients = PaddedRows.Vectors(pass.Gradients)[vectors..(2 * vectors)];
        for (var first = 0; first < x.Length; first += vectors)
        {
            var (mean, scale) = Measure(x.Slice(first, vectors));
            var (sums, products) = (Vector256<float>.Zero, Vector256<float>.Zero);
            for (var v = 0; v < vectors; v++)
            {
                var (d, z) = (dy[first + v], (x[first + v] - mean) * scale);
                gammaGradients[v] += d * z;
                betaGradients[v] += d;
                sums += gamma[v] * d;
                products += gamma[v] * d * z;
            }
            if (dx.IsEmpty) continue;
            var (sum, product) = (Vector256.Create(Vector256.Sum(sums) / Inputs), Vector256.Create(Vector256.Sum(products) / Inputs));
            for (var v = 0; v < vectors; v++)
                dx[first + v] = (((gamma[v] * dy[first + v]) - sum - ((x[first + v] - mean) * scale * product)) * scale) & PaddedRows.Inside(v, Inputs);
        }
    }

    private (Vector256<float> Mean, Vector256<float> Scale) Measure(ReadOnlySpan<Vector256<float>> row)
    {
        var (sum, squares) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (var v = 0; v < row.Length; v++) sum += row[v] & PaddedRows.Inside(v, Inputs);
        var mean = Vector256.Create(Vector256.Sum(sum) / Inputs);
        for (var v = 0; v < row.Length; v++)
        {
            var difference = (row[v] - mean) & PaddedRows.Inside(v, Inputs);
            squares += difference * difference;
        }
        return (mean, Vector256.Create(1 / MathF.Sqrt((Vector256.Sum(squares) / Inputs) + epsilon)));
    }
}
