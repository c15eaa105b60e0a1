using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>outputs = gamma (inputs - mean) / sqrt(variance + epsilon) + beta, each feature by itself over rows and steps (Ioffe and Szegedy 2015).</summary>
/// <remarks>
/// While training, mean and variance (over n, not n - 1) are those of the rows at hand, which are a chunk of at most
/// <see cref="Network.ChunkRows"/> of the batch: ghost batch normalisation (Hoffer, Hubara and Soudry 2017), which they found to generalise
/// better than statistics of a large batch. One row of one step gives beta alone. While scoring, they are the moving ones, so that
/// a row's outputs do not depend on others: after each batch they move by 1 - momentum of the way to the mean of the chunks' statistics,
/// weighted by rows. Until some 3 / (1 - momentum) batches are through, they still show where they started, mean 0 and variance 1.
/// </remarks>
/// <param name="momentum">0 to below 1; .99 is Keras' default. PyTorch counts the other way: its momentum is 1 less this.</param>
/// <param name="epsilon">Above 0; .001 is Keras' default. It keeps a feature that is constant from being divided by nothing.</param>
internal sealed class BatchNormalisationLayer(int steps, int width, double momentum = 0.99, double epsilon = 1e-3) : Layer(steps, width, steps, width)
{
    private readonly int length = PanelLayout.Pad(width); // of each of the four vectors
    private readonly float epsilon = epsilon > 0 ? (float)epsilon : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Not above 0.");
    private readonly float share = momentum is >= 0 and < 1 ? (float)(1 - momentum) : throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "Not from 0 to below 1.");

    public double Epsilon => epsilon;

    public override string Kind => "batch_normalisation";

    /// <summary>None of them is a kernel, so penalties on weights leave them alone.</summary>
    public override IReadOnlyList<ParameterBlock> Blocks { get; } =
    [
        new("gamma", 0, 1, width, PanelLayout.RowMajor(width), 0),
        new("beta", 0, 1, width, PanelLayout.RowMajor(width), PanelLayout.Pad(width)),
        new("moving_mean", 0, 1, width, PanelLayout.RowMajor(width), 2 * PanelLayout.Pad(width)) { Trained = false },
        new("moving_variance", 0, 1, width, PanelLayout.RowMajor(width), 3 * PanelLayout.Pad(width)) { Trained = false },
    ];

    public override int ParameterLength => 4 * length;

    /// <summary>Mean and variance of the chunk, in the place of its first row.</summary>
    public override int TapePerRow => 2 * length;

    public override int ScratchLength(int rows) => 0;

    /// <summary>Gamma and variance 1, beta and mean 0.</summary>
    public override void Initialise(Span<float> parameters, Random random)
    {
        parameters[..Inputs].Fill(1);
        parameters.Slice(3 * length, Inputs).Fill(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(in ForwardPass pass)
    {
        var x = PaddedRows.Vectors(PaddedRows.InputsOf(this, pass));
        var y = PaddedRows.Vectors(pass.Outputs)[..x.Length];
        var parameters = PaddedRows.Vectors(pass.Parameters);
        var statistics = PaddedRows.Vectors(Statistics(pass.Noise, pass.Parameters, pass.Tape));
        var vectors = length / Vector256<float>.Count;
        for (var v = 0; v < vectors; v++)
        {
            if (pass.Noise.Exists) (statistics[v], statistics[vectors + v]) = Measure(x, v, vectors);
            var (mean, beta) = (statistics[v], parameters[vectors + v]);
            var factor = parameters[v] * Reciprocal(statistics[vectors + v]);
            for (var i = v; i < x.Length; i += vectors) y[i] = ((x[i] - mean) * factor) + beta;
        }
    }

    // With z = (x - mean) / sqrt(variance + epsilon) and n values of a feature, the gradient by x is
    // gamma / sqrt(variance + epsilon) * (dy - (sum of dy + z * sum of dy z) / n), and without the sums where the statistics are given.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(in BackwardPass pass)
    {
        var count = InputSteps * pass.Rows;
        var x = PaddedRows.Vectors(pass.Inputs[..(count * length)]);
        var dy = PaddedRows.Vectors(pass.OutputGradients)[..x.Length];
        var dx = PaddedRows.Vectors(pass.InputGradients);
        var parameters = PaddedRows.Vectors(pass.Parameters);
        var gradients = PaddedRows.Vectors(pass.Gradients);
        var statistics = PaddedRows.Vectors(Statistics(pass.Noise, pass.Parameters, pass.Tape));
        var vectors = length / Vector256<float>.Count;
        var (perCount, moved) = pass.Noise.Exists ? (1f / count, (float)pass.Rows / pass.BatchRows) : (0, 0);
        if (!pass.Adds) pass.Gradients[..ParameterLength].Clear();
        for (var v = 0; v < vectors; v++)
        {
            var (mean, variance) = (statistics[v], statistics[vectors + v]);
            var scale = Reciprocal(variance);
            var (sum, product) = (Vector256<float>.Zero, Vector256<float>.Zero);
            for (var i = v; i < x.Length; i += vectors)
            {
                sum += dy[i];
                product += dy[i] * ((x[i] - mean) * scale);
            }
            gradients[v] += product;
            gradients[vectors + v] += sum;
            // How far the moving statistics are from these: nothing while scoring, so that settling leaves them then.
            gradients[(2 * vectors) + v] += (mean - parameters[(2 * vectors) + v]) * moved;
            gradients[(3 * vectors) + v] += (variance - parameters[(3 * vectors) + v]) * moved;
            if (dx.IsEmpty) continue;
            var factor = parameters[v] * scale;
            (sum, product) = (sum * perCount, product * perCount);
            for (var i = v; i < x.Length; i += vectors) dx[i] = (dy[i] - sum - ((x[i] - mean) * scale * product)) * factor;
        }
    }

    /// <summary>Moves the moving statistics by the distances that going back has left in their gradients.</summary>
    public override void Settle(Span<float> parameters, Span<float> gradients)
    {
        var moving = PaddedRows.Vectors(parameters[(2 * length)..(4 * length)]);
        var distances = PaddedRows.Vectors(gradients[(2 * length)..(4 * length)]);
        for (var i = 0; i < moving.Length; i++) moving[i] += distances[i] * share;
        distances.Clear();
    }

    private Span<float> Statistics(Noise noise, Span<float> parameters, Span<float> tape) => noise.Exists ? tape[..(2 * length)] : parameters[(2 * length)..(4 * length)];

    private (Vector256<float> Mean, Vector256<float> Variance) Measure(ReadOnlySpan<Vector256<float>> x, int v, int vectors)
    {
        var inside = PaddedRows.Inside(v, Inputs);
        var count = x.Length / vectors;
        var (sum, squares) = (Vector256<float>.Zero, Vector256<float>.Zero);
        for (var i = v; i < x.Length; i += vectors) sum += x[i];
        var mean = (sum / count) & inside;
        for (var i = v; i < x.Length; i += vectors) squares += (x[i] - mean) * (x[i] - mean);
        return (mean, (squares / count) & inside);
    }

    private Vector256<float> Reciprocal(Vector256<float> variance) => Vector256<float>.One / Vector256.Sqrt(variance + Vector256.Create(epsilon));
}
