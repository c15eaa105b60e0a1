using Plumbline.Statistics;

namespace Plumbline.Tests.Statistics;

public sealed class ColumnMediansTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 8)]
    [InlineData(5, 1)]
    [InlineData(15, 38)]
    [InlineData(63, 17)]
    public void Each_column_has_the_middle_of_its_sorted_values(int rows, int columns)
    {
        var random = new Random(rows);
        var values = new float[(rows * columns) + 5];
        foreach (ref var value in values.AsSpan()) value = random.Next(6) - 2.5f; // many are equal
        var starts = Enumerable.Range(0, rows).Select(row => 5 + (row * columns)).ToArray();
        var medians = new float[columns];
        ColumnMedians.Of(values, starts, medians);
        for (var column = 0; column < columns; column++)
            Assert.Equal(starts.Select(start => values[start + column]).Order().ElementAt(rows / 2), medians[column]);
    }

    [Fact]
    public void A_row_may_count_twice()
    {
        var medians = new float[2];
        ColumnMedians.Of([1, 10, 2, 20, 3, 30], [0, 0, 4], medians);
        Assert.Equal([1, 10], medians);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(65)]
    public void Only_an_odd_number_of_rows_has_a_middle(int rows) =>
        Assert.Throws<ArgumentException>(() => ColumnMedians.Of(new float[100], new int[rows], new float[1]));
}
