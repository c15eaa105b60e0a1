namespace Plumbline.Neural.Layers;

/// <summary>Where one tap of a kernel goes: input Input + i * InputStride times the tap adds to sum Sum + i * SumStride, for i from 0 to below Count.</summary>
/// <remarks>Inputs and sums are steps, or rows of all steps, one after the other.</remarks>
internal readonly record struct Tap(int Input, int InputStride, int Sum, int SumStride, int Count)
{
    /// <summary>The part of an endless row of products that lies within so many steps.</summary>
    public static Tap Within(int input, int inputStride, int inputSteps, int sum, int sumStride, int sumSteps)
    {
        var skipped = Math.Max(Upwards(-input, inputStride), Upwards(-sum, sumStride));
        input += skipped * inputStride;
        sum += skipped * sumStride;
        return new Tap(input, inputStride, sum, sumStride, Math.Min(Upwards(inputSteps - input, inputStride), Upwards(sumSteps - sum, sumStride)));
    }

    /// <summary>Matrix products it takes: one where the steps follow each other or each is a single row, otherwise one a step.</summary>
    public int Products(int rows) => rows == 1 || (InputStride, SumStride) == (1, 1) ? Math.Min(Count, 1) : Count;

    /// <summary>The rows of one of these products.</summary>
    public Tap Product(int number, int rows) => rows == 1 ? this
        : (InputStride, SumStride) == (1, 1) ? this with { Input = Input * rows, Sum = Sum * rows, Count = Count * rows }
        : new Tap((Input + (number * InputStride)) * rows, 1, (Sum + (number * SumStride)) * rows, 1, rows);

    private static int Upwards(int length, int stride) => length <= 0 ? 0 : (length + stride - 1) / stride;
}
