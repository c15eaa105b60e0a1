namespace Plumbline.Neural.Kernels;

/// <summary>Where a matrix keeps its columns, taken in panels of 16 (one AVX-512 register, one cache line).</summary>
/// <remarks>Element [row, column] lies at (column / 16) * PanelStride + row * RowStride + column % 16. Columns are padded to whole
/// panels, so kernels always load and store 16 of them.</remarks>
internal readonly record struct PanelLayout(int Panels, int PanelStride, int RowStride)
{
    public const int Width = 16;

    /// <summary>Next multiple of a panel's width.</summary>
    public static int Pad(int columns) => (columns + Width - 1) / Width * Width;

    /// <summary>A row-major matrix whose rows are padded to whole panels.</summary>
    public static PanelLayout RowMajor(int columns) => new(Pad(columns) / Width, Width, Pad(columns));

    /// <summary>Panel after panel, each [row, 16]: the order in which a product reads its weights.</summary>
    public static PanelLayout Packed(int rows, int columns) => new(Pad(columns) / Width, rows * Width, Width);

    public int IndexOf(int row, int column) => (column / Width * PanelStride) + (row * RowStride) + (column % Width);

    /// <summary>Length of the shortest span that holds so many rows.</summary>
    public int Span(int rows) => rows == 0 ? 0 : ((Panels - 1) * PanelStride) + ((rows - 1) * RowStride) + Width;
}
