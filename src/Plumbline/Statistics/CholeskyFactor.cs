using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Statistics;

/// <summary>Lower triangular L with L L^T = C + ridge I, and what is solved through it.</summary>
/// <remarks>Nothing is ever inverted explicitly.</remarks>
public sealed class CholeskyFactor
{
    // A matrix that needs more than this share of its mean diagonal is not semidefinite up to rounding, but wrong.
    private const double LargestRescue = 1e-3;

    /// <summary>Vectors that are solved side by side.</summary>
    internal const int Lanes = 8;

    private readonly double[] lower; // [i, j], j <= i, row-major square
    private readonly double[] columns; // [j, i], the same by columns, 0 on and above the diagonal
    private readonly double[] inverseDiagonal;

    private CholeskyFactor(int dimension, double[] lower, double ridge)
    {
        Dimension = dimension;
        this.lower = lower;
        Ridge = ridge;
        columns = new double[lower.Length];
        inverseDiagonal = new double[dimension];
        for (var i = 0; i < dimension; i++)
        {
            inverseDiagonal[i] = 1 / lower[(i * dimension) + i];
            for (var j = 0; j < i; j++) columns[(j * dimension) + i] = lower[(i * dimension) + j];
        }
    }

    public int Dimension { get; }

    /// <summary>What was added to the diagonal, in units of the covariance.</summary>
    public double Ridge { get; }

    /// <summary>Natural logarithm of the determinant of C + ridge I.</summary>
    public double LogDeterminant
    {
        get
        {
            double sum = 0;
            foreach (var value in inverseDiagonal) sum -= 2 * Math.Log(value);
            return sum;
        }
    }

    /// <summary>Factors a covariance after adding a ridge to its diagonal.</summary>
    /// <param name="covariance">[dimension, dimension], symmetric.</param>
    /// <param name="ridge">Absolute, at least 0.</param>
    /// <returns>null when the matrix with its ridge is not positive definite.</returns>
    public static CholeskyFactor? TryCreate(ReadOnlySpan<double> covariance, double ridge)
    {
        var dimension = (int)Math.Sqrt(covariance.Length);
        if (dimension * dimension != covariance.Length) throw new ArgumentException($"{covariance.Length} values are no square matrix.", nameof(covariance));
        var lower = new double[covariance.Length];
        for (var i = 0; i < dimension; i++)
        {
            var rowI = lower.AsSpan(i * dimension, dimension);
            for (var j = 0; j <= i; j++)
            {
                var rowJ = lower.AsSpan(j * dimension, dimension);
                var sum = covariance[(i * dimension) + j] + (i == j ? ridge : 0);
                for (var k = 0; k < j; k++) sum -= rowI[k] * rowJ[k];
                if (i != j) rowI[j] = sum / rowJ[j];
                else if (sum > 0) rowI[i] = Math.Sqrt(sum);
                else return null;
            }
        }
        return new CholeskyFactor(dimension, lower, ridge);
    }

    /// <summary>Factors a covariance with a ridge relative to its mean diagonal: ridge = relative x trace / dimension.</summary>
    /// <param name="covariance">[dimension, dimension], symmetric, positive semidefinite.</param>
    /// <param name="relativeRidge">At least 0; multiplied by 10 until the matrix is positive definite, since a covariance of
    /// fewer rows than signals is always singular.</param>
    /// <exception cref="ArgumentException">The matrix is not finite, or not semidefinite within reason.</exception>
    public static CholeskyFactor Create(ReadOnlySpan<double> covariance, double relativeRidge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(relativeRidge);
        var dimension = (int)Math.Sqrt(covariance.Length);
        double trace = 0;
        for (var i = 0; i < dimension; i++) trace += covariance[(i * dimension) + i];
        if (!(trace >= 0 && double.IsFinite(trace))) throw new ArgumentException("The covariance has a diagonal that is negative or not finite.", nameof(covariance));
        // A covariance of all zeros (constant rows) gets the unit matrix: distances are then plain lengths.
        if (trace == 0 && TryCreate(covariance, 1) is { } unit) return unit;
        var scale = trace / dimension;
        var ridge = relativeRidge * scale;
        for (; ridge <= Math.Max(relativeRidge, LargestRescue) * scale; ridge = Math.Max(ridge * 10, 1e-15 * scale))
        {
            if (TryCreate(covariance, ridge) is { } factor) return factor;
        }
        throw new ArgumentException("The covariance is not positive semidefinite.", nameof(covariance));
    }

    /// <summary>v^T C^-1 v.</summary>
    /// <param name="vector">[dimension].</param>
    /// <param name="scratch">[dimension], overwritten with L^-1 v.</param>
    /// <returns>At least 0, since it is a sum of squares; NaN if the vector holds a NaN.</returns>
    public double SquaredDistance(ReadOnlySpan<double> vector, Span<double> scratch)
    {
        SolveLower(vector, scratch);
        return InnerProduct.Of(scratch[..Dimension], scratch[..Dimension]);
    }

    /// <summary>C^-1 v.</summary>
    /// <param name="vector">[dimension].</param>
    /// <param name="solution">[dimension], written whole.</param>
    public void Solve(ReadOnlySpan<double> vector, Span<double> solution)
    {
        SolveLower(vector, solution);
        for (var i = Dimension - 1; i >= 0; i--)
        {
            var value = solution[i] *= inverseDiagonal[i];
            TensorPrimitives.MultiplyAdd(lower.AsSpan(i * Dimension, i), -value, solution[..i], solution[..i]);
        }
    }

    /// <summary>L^-1 v for <see cref="Lanes"/> vectors side by side.</summary>
    /// <param name="vectors">[dimension, lane], overwritten with the solutions.</param>
    /// <param name="from">Components before this one are 0 and stay so.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void SolveLowerSideBySide(Span<double> vectors, int from = 0)
    {
        for (var i = from; i < Dimension; i++)
        {
            var rest = Row(vectors, i) - SideBySide(lower.AsSpan((i * Dimension) + from, i - from), vectors[(from * Lanes)..]);
            (rest * inverseDiagonal[i]).StoreUnsafe(ref vectors[i * Lanes]);
        }
    }

    /// <summary>C^-1, for the traces that need every element of it; whatever can be solved is better solved.</summary>
    /// <param name="inverse">[dimension, dimension], lower triangle with the diagonal; the rest is left as it is.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Inverse(Span<double> inverse)
    {
        var units = new double[Dimension * Lanes]; // [i, lane]
        for (var first = 0; first < Dimension; first += Lanes)
        {
            Array.Clear(units);
            var lanes = Math.Min(Lanes, Dimension - first);
            for (var lane = 0; lane < lanes; lane++) units[((first + lane) * Lanes) + lane] = 1;
            SolveLowerSideBySide(units, first);
            for (var i = Dimension - 1; i >= first; i--)
            {
                var rest = Row(units, i) - SideBySide(columns.AsSpan((i * Dimension) + i + 1, Dimension - i - 1), units.AsSpan((i + 1) * Lanes));
                (rest * inverseDiagonal[i]).StoreUnsafe(ref units[i * Lanes]);
                for (var lane = 0; lane < lanes && first + lane <= i; lane++) inverse[(i * Dimension) + first + lane] = units[(i * Lanes) + lane];
            }
        }
    }

    private static Vector512<double> Row(ReadOnlySpan<double> vectors, int i) => Vector512.Create(vectors.Slice(i * Lanes, Lanes));

    // Sum over k of factor k times row k of the vectors; four sums, so that none waits for the one before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<double> SideBySide(ReadOnlySpan<double> factors, ReadOnlySpan<double> vectors)
    {
        ref var row = ref MemoryMarshal.GetReference(vectors);
        var (first, second, third, fourth) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var k = 0;
        for (; k <= factors.Length - 4; k += 4)
        {
            first = Vector512.FusedMultiplyAdd(Vector512.Create(factors[k]), Vector512.LoadUnsafe(ref row, (nuint)(k * Lanes)), first);
            second = Vector512.FusedMultiplyAdd(Vector512.Create(factors[k + 1]), Vector512.LoadUnsafe(ref row, (nuint)((k + 1) * Lanes)), second);
            third = Vector512.FusedMultiplyAdd(Vector512.Create(factors[k + 2]), Vector512.LoadUnsafe(ref row, (nuint)((k + 2) * Lanes)), third);
            fourth = Vector512.FusedMultiplyAdd(Vector512.Create(factors[k + 3]), Vector512.LoadUnsafe(ref row, (nuint)((k + 3) * Lanes)), fourth);
        }
        for (; k < factors.Length; k++) first = Vector512.FusedMultiplyAdd(Vector512.Create(factors[k]), Vector512.LoadUnsafe(ref row, (nuint)(k * Lanes)), first);
        return first + second + (third + fourth);
    }

    // Column by column: once a component is known, its multiple of the column below is taken off the rest. The vectors of every
    // column lie at the same places, so that each is loaded from the store that wrote it; the zeros above leave what is known.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolveLower(ReadOnlySpan<double> vector, Span<double> solution)
    {
        vector[..Dimension].CopyTo(solution);
        ref var rest = ref MemoryMarshal.GetReference(solution);
        var whole = (nuint)(Dimension - (Dimension % Vector256<double>.Count));
        for (var j = 0; j < Dimension; j++)
        {
            var value = solution[j] *= inverseDiagonal[j];
            ref var column = ref columns[j * Dimension];
            var factor = Vector256.Create(-value);
            for (var i = (nuint)j / (nuint)Vector256<double>.Count * (nuint)Vector256<double>.Count; i < whole; i += (nuint)Vector256<double>.Count)
                Vector256.FusedMultiplyAdd(factor, Vector256.LoadUnsafe(ref column, i), Vector256.LoadUnsafe(ref rest, i)).StoreUnsafe(ref rest, i);
            for (var i = Math.Max((int)whole, j + 1); i < Dimension; i++) solution[i] = Math.FusedMultiplyAdd(-value, Unsafe.Add(ref column, i), solution[i]);
        }
    }
}
