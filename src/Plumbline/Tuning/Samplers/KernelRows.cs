namespace Plumbline.Tuning.Samplers;

/// <summary>Places in the unit cube, column by column. A parameter has one column, a choice one for each of its choices; a length scale belongs to a parameter.</summary>
/// <param name="columns">[column, row].</param>
/// <param name="scaleOf">[column]: which length scale.</param>
internal sealed class KernelRows(double[] columns, int[] scaleOf)
{
    /// <param name="rows">[row, column].</param>
    public static KernelRows Of(ReadOnlySpan<double> rows, int[] scaleOf)
    {
        var count = rows.Length / scaleOf.Length;
        var columns = new double[rows.Length];
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < scaleOf.Length; column++) columns[(column * count) + row] = rows[(row * scaleOf.Length) + column];
        }
        return new KernelRows(columns, scaleOf);
    }

    public int Count { get; } = columns.Length / scaleOf.Length;

    public int Width => scaleOf.Length;

    /// <summary>How many length scales there are.</summary>
    public int Scales { get; } = scaleOf.Max() + 1;

    public int ScaleOf(int column) => scaleOf[column];

    /// <summary>Some of the rows.</summary>
    public KernelRows Only(ReadOnlySpan<int> some)
    {
        if (some.Length == Count) return this;
        var only = new double[some.Length * Width];
        for (var i = 0; i < only.Length; i++) only[i] = columns[(i / some.Length * Count) + some[i % some.Length]];
        return new KernelRows(only, scaleOf);
    }

    /// <summary>In units of the length scales, [column, row].</summary>
    public double[] Scaled(ReadOnlySpan<double> lengthScales)
    {
        var scaled = new double[columns.Length];
        for (var i = 0; i < scaled.Length; i++) scaled[i] = columns[i] / lengthScales[scaleOf[i / Count]];
        return scaled;
    }
}
