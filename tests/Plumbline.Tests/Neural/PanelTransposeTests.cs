using System.Runtime.Intrinsics.X86;
using Plumbline.Neural.Kernels;

namespace Plumbline.Tests.Neural;

public sealed class PanelTransposeTests
{
    [Theory]
    [InlineData(16, 16)]
    [InlineData(64, 160)]
    [InlineData(48, 32)]
    public void Rows_become_columns_with_and_without_vectors(int rows, int columns)
    {
        var from = PanelLayout.Packed(rows, columns);
        var to = PanelLayout.Packed(columns, rows);
        var source = new float[rows * columns];
        for (var i = 0; i < source.Length; i++) source[i] = i;
        foreach (var vectorised in Avx.IsSupported ? new[] { false, true } : [false])
        {
            var target = new float[source.Length];
            PanelTranspose.Apply(source, rows, columns, target, vectorised);
            for (var row = 0; row < rows; row++)
                for (var column = 0; column < columns; column++) Assert.Equal(source[from.IndexOf(row, column)], target[to.IndexOf(column, row)]);
        }
    }

    [Fact]
    public void Sides_that_are_not_whole_panels_are_refused() =>
        Assert.Throws<ArgumentException>(() => PanelTranspose.Apply(new float[256], 15, 16, new float[256]));
}
