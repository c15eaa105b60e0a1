using System.Numerics.Tensors;

namespace Plumbline.Tests.Naive;

/// <summary>Gaussian random projection of the reference recipe: more than 64 features become 64 sums of them, weights N(0, 1/64).</summary>
/// <remarks>The page names no generator. A few were tried: with numpy's <c>RandomState(1).randn(features, 64) / 8</c>, one matrix a part, all figures of the page come out, so
/// these numbers are drawn here (<see cref="ReferenceRecipeNormals"/>).</remarks>
internal static class ReferenceRecipeProjection
{
    private const int Kept = 64;

    /// <param name="rows">[row][feature].</param>
    /// <param name="seed">Null leaves the rows as they are: distances are then exact.</param>
    public static double[][] Of(double[][] rows, uint? seed)
    {
        if (seed is null || rows[0].Length <= Kept) return rows;
        var normals = new ReferenceRecipeNormals(seed.Value);
        double[][] weights = [.. rows[0].Select(_ => Enumerable.Range(0, Kept).Select(_ => normals.Next() / Math.Sqrt(Kept)).ToArray())]; // [feature][kept]
        return Array.ConvertAll(rows, row =>
        {
            var sums = new double[Kept];
            for (var feature = 0; feature < row.Length; feature++) TensorPrimitives.MultiplyAdd(weights[feature], row[feature], sums, sums);
            return sums;
        });
    }
}
