namespace Plumbline.Neural.Kernels;

/// <summary>Left side of a product: element [row, step] lies at row * RowStride + step * StepStride.</summary>
internal readonly ref struct LeftOperand(ReadOnlySpan<float> values, int rows, int steps, int rowStride, int stepStride)
{
    public readonly ReadOnlySpan<float> Values = values;

    public int Rows { get; } = rows;

    /// <summary>Length of the sums; also the rows of the right side.</summary>
    public int Steps { get; } = steps;

    public int RowStride { get; } = rowStride;

    public int StepStride { get; } = stepStride;

    /// <summary>A row-major matrix [row, step] as it is.</summary>
    public static LeftOperand Plain(ReadOnlySpan<float> values, int rows, int steps, int stride) => new(values, rows, steps, stride, 1);

    /// <summary>A row-major matrix [step, row] read as its transpose.</summary>
    public static LeftOperand Transposed(ReadOnlySpan<float> values, int rows, int steps, int stride) => new(values, rows, steps, 1, stride);

    /// <summary>One row of ones: the product is the sum over the right side's rows.</summary>
    public static LeftOperand Ones(int steps) => new(One, 1, steps, 0, 0);

    /// <summary>Length of the shortest span that holds every element.</summary>
    public int Span => Rows == 0 || Steps == 0 ? 0 : ((Rows - 1) * RowStride) + ((Steps - 1) * StepStride) + 1;

    private static ReadOnlySpan<float> One => [1f];
}
