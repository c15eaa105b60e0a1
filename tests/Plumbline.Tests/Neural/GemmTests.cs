using Plumbline.Neural.Kernels;
using Plumbline.Tests.Naive;

namespace Plumbline.Tests.Neural;

public sealed class GemmTests
{
    public static readonly TheoryData<int, int, int> Shapes = new()
    {
        // rows, steps, columns: every block size, its leftovers, and panels by four, two and one.
        { 1, 1, 1 }, { 1, 159, 64 }, { 1, 64, 159 }, { 2, 5, 33 }, { 3, 7, 100 }, { 4, 16, 16 }, { 5, 3, 17 }, { 6, 10, 48 }, { 7, 9, 15 },
        { 8, 8, 8 }, { 9, 31, 65 }, { 10, 2, 112 }, { 13, 20, 31 }, { 14, 1, 16 }, { 16, 12, 20 }, { 19, 40, 50 }, { 32, 159, 64 }, { 159, 32, 64 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Every_register_width_gives_the_bits_of_the_plain_sum(int rows, int steps, int columns)
    {
        Check<Lanes512>(rows, steps, columns);
        Check<Lanes256>(rows, steps, columns);
        Check<Lanes128>(rows, steps, columns);
    }

    [Fact]
    public void Ones_on_the_left_sum_the_rows_of_the_right()
    {
        var right = Random(7, 20, seed: 1);
        var sums = new float[32];
        Gemm.Multiply(LeftOperand.Ones(7), RowMajor(right), PanelLayout.RowMajor(20), Addend.None, false, sums, PanelLayout.RowMajor(20));
        for (var column = 0; column < 20; column++)
            Assert.Equal(Enumerable.Range(0, 7).Sum(row => (double)right[row, column]), sums[column], 1e-5);
    }

    [Fact]
    public void Missing_values_are_not_lost_in_relu()
    {
        var result = new float[16];
        Gemm.Multiply(LeftOperand.Plain([float.NaN], 1, 1, 1), new float[16], PanelLayout.RowMajor(16), Addend.None, true, result, PanelLayout.RowMajor(16));
        Assert.All(result, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Spans_shorter_than_their_shape_are_refused()
    {
        var layout = PanelLayout.RowMajor(16);
        Assert.Throws<ArgumentException>("left", () => Gemm.Multiply(LeftOperand.Plain(new float[5], 2, 3, 3), new float[48], layout, Addend.None, false, new float[32], layout));
        Assert.Throws<ArgumentException>("right", () => Gemm.Multiply(LeftOperand.Plain(new float[6], 2, 3, 3), new float[47], layout, Addend.None, false, new float[32], layout));
        Assert.Throws<ArgumentException>("addend", () => Gemm.Multiply(LeftOperand.Plain(new float[6], 2, 3, 3), new float[48], layout, new Addend(new float[31], layout), false, new float[32], layout));
        Assert.Throws<ArgumentException>("target", () => Gemm.Multiply(LeftOperand.Plain(new float[6], 2, 3, 3), new float[48], layout, Addend.None, false, new float[31], layout));
        Assert.Throws<ArgumentException>("rightLayout", () => Gemm.Multiply(LeftOperand.Plain(new float[6], 2, 3, 3), new float[96], PanelLayout.RowMajor(32), Addend.None, false, new float[32], layout));
    }

    private static void Check<T>(int rows, int steps, int columns) where T : struct, ILanes<T>
    {
        var left = Random(rows, steps, seed: 1);
        var right = Random(steps, columns, seed: 2);
        var bias = new float[PanelLayout.Pad(columns)];
        for (var i = 0; i < columns; i++) bias[i] = left[0, 0] - (0.1f * i);

        var packed = PanelLayout.Packed(steps, columns);
        var weights = new float[packed.Span(steps)];
        for (var step = 0; step < steps; step++)
            for (var column = 0; column < columns; column++) weights[packed.IndexOf(step, column)] = right[step, column];

        // NN: plain left, packed weights, row-major result, with the epilogue.
        var plain = RowMajor(left);
        var rowMajor = PanelLayout.RowMajor(columns);
        var result = new float[rowMajor.Span(rows)];
        Gemm.Multiply<T>(LeftOperand.Plain(plain, rows, steps, PanelLayout.Pad(steps)), weights, packed, Addend.Bias(bias), true, result, rowMajor);
        Same(NaiveProduct.Multiply(left, right, bias, relu: true), result, rowMajor);

        // On top of what is there already: a second product continues the sums of the first.
        var head = steps / 2;
        result = new float[rowMajor.Span(rows)];
        Gemm.Multiply<T>(LeftOperand.Plain(plain, rows, head, PanelLayout.Pad(steps)), weights, packed, Addend.Bias(bias), false, result, rowMajor);
        Gemm.Multiply<T>(LeftOperand.Plain(plain.AsSpan(head), rows, steps - head, PanelLayout.Pad(steps)), weights.AsSpan(head * PanelLayout.Width), packed,
            new Addend(result, rowMajor), true, result, rowMajor);
        Same(NaiveProduct.Multiply(left, right, bias, relu: true), result, rowMajor);

        // TN: transposed left, row-major right, packed result.
        var transposed = new float[steps * rows];
        for (var row = 0; row < rows; row++)
            for (var step = 0; step < steps; step++) transposed[(step * rows) + row] = left[row, step];
        var packedResult = PanelLayout.Packed(rows, columns);
        result = new float[packedResult.Span(rows)];
        Gemm.Multiply<T>(LeftOperand.Transposed(transposed, rows, steps, rows), RowMajor(right), rowMajor, Addend.None, false, result, packedResult);
        Same(NaiveProduct.Multiply(left, right, null, relu: false), result, packedResult);
    }

    private static void Same(float[,] expected, float[] actual, PanelLayout layout)
    {
        for (var row = 0; row < expected.GetLength(0); row++)
            for (var column = 0; column < expected.GetLength(1); column++)
                Assert.Equal(BitConverter.SingleToInt32Bits(expected[row, column]), BitConverter.SingleToInt32Bits(actual[layout.IndexOf(row, column)]));
    }

    private static float[,] Random(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var values = new float[rows, columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++) values[row, column] = (float)((2 * random.NextDouble()) - 1);
        return values;
    }

    private static float[] RowMajor(float[,] values)
    {
        var layout = PanelLayout.RowMajor(values.GetLength(1));
        var flat = new float[layout.Span(values.GetLength(0))];
        for (var row = 0; row < values.GetLength(0); row++)
            for (var column = 0; column < values.GetLength(1); column++) flat[layout.IndexOf(row, column)] = values[row, column];
        return flat;
    }
}
