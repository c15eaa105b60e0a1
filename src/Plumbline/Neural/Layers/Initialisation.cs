namespace Plumbline.Neural.Layers;

/// <summary>First values of kernels, drawn row by row.</summary>
internal static class Initialisation
{
    /// <summary>Uniform in +-sqrt(6 / (rows + columns)) (Glorot and Bengio 2010, formula 16); each tap of a convolution counts for both, as in Keras.</summary>
    public static void Glorot(ParameterBlock kernel, Span<float> parameters, Random random)
    {
        var limit = Math.Sqrt(6.0 / (Math.Max(kernel.Taps, 1) * (kernel.Rows + (kernel.Groups * kernel.Columns))));
        for (var i = 0; i < kernel.Count; i++) parameters[kernel.IndexOf(i)] = (float)(((2 * random.NextDouble()) - 1) * limit);
    }

    /// <summary>Rows of length 1 at right angles, in directions without preference (Saxe, McClelland and Ganguli 2014, section 3).</summary>
    /// <param name="kernel">No more rows than columns.</param>
    /// <remarks>Gaussian rows, each cleared of those before it (Gram and Schmidt, twice, which is enough; Giraud et al. 2005).</remarks>
    public static void Orthogonal(ParameterBlock kernel, Span<float> parameters, Random random)
    {
        var width = kernel.Groups * kernel.Columns;
        var rows = new double[kernel.Rows][];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i] = new double[width];
            for (var k = 0; k < width; k++) row[k] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            for (var j = 0; j < 2 * i; j++)
            {
                var other = rows[j % i];
                var shared = Dot(row, other);
                for (var k = 0; k < width; k++) row[k] -= shared * other[k];
            }
            var size = Math.Sqrt(Dot(row, row));
            for (var k = 0; k < width; k++)
            {
                row[k] /= size;
                parameters[kernel.IndexOf((i * width) + k)] = (float)row[k];
            }
        }

        static double Dot(double[] left, double[] right)
        {
            var sum = 0.0;
            for (var k = 0; k < left.Length; k++) sum += left[k] * right[k];
            return sum;
        }
    }
}
