using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class ParameterBlockTests
{
    public static readonly TheoryData<int, int, int, int> Shapes = new() { { 0, 11, 1, 17 }, { 0, 16, 4, 5 }, { 3, 5, 1, 33 }, { 1, 16, 1, 16 } };

    [Theory, MemberData(nameof(Shapes))]
    public void Every_number_of_a_kernel_has_a_place_of_its_own_within_its_part(int taps, int rows, int groups, int columns)
    {
        var padded = Math.Max(taps, 1) * PanelLayout.Pad(rows);
        var layout = PanelLayout.Packed(padded, groups * PanelLayout.Pad(columns));
        var block = new ParameterBlock("kernel", rows, groups, columns, layout, 32) { Taps = taps };
        Assert.Equal(taps == 0 ? [rows, groups * columns] : [taps, rows, groups * columns], block.Shape);
        Assert.Equal(block.Shape.Aggregate((x, y) => x * y), block.Count);

        var parameters = new float[32 + (padded * layout.Panels * PanelLayout.Width)];
        for (var i = 0; i < block.Count; i++) parameters[block.IndexOf(i)]++;
        Assert.Equal(block.Count, parameters.Count(value => value == 1));
        Assert.Equal(block.Count, block.Of(parameters).ToArray().Sum());
    }
}
