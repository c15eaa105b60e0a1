namespace Plumbline.Tests.Naive;

/// <summary>The matrix product as it is written down, in the order that the kernels promise, with one rounding for product and sum where the machine has it.</summary>
internal static class NaiveProduct
{
    /// <param name="left">[row, step].</param>
    /// <param name="right">[step, column].</param>
    /// <param name="bias">[column], or null.</param>
    public static float[,] Multiply(float[,] left, float[,] right, float[]? bias, bool relu)
    {
        var result = new float[left.GetLength(0), right.GetLength(1)];
        for (var row = 0; row < result.GetLength(0); row++)
        {
            for (var column = 0; column < result.GetLength(1); column++)
            {
                var sum = bias?[column] ?? 0f;
                for (var step = 0; step < left.GetLength(1); step++) sum = float.MultiplyAddEstimate(left[row, step], right[step, column], sum);
                result[row, column] = relu && sum < 0 ? 0 : sum;
            }
        }
        return result;
    }
}
