namespace Plumbline.Tests.Naive;

/// <summary>S_40 of the reference recipe: distance of 40 rows of soft(Z) to the nearest of those that begin at every eighth row and lie within the fit rows.</summary>
/// <remarks>Measured for windows that begin at every eighth row, linear between them. Batch: a row has the mean of the windows that cover it; stream: the value of the window that
/// ends there. A window is laid out signal by signal before it is projected; row by row the published figures come out only within what another seed changes.</remarks>
internal static class ReferenceRecipeCourse
{
    private const int Width = 40, Stride = 8;

    /// <param name="scaled">[signal][row].</param>
    public static ReferencePart Score(double[][] scaled, int fitRows, bool stream, uint? seed)
    {
        var values = Array.ConvertAll(scaled, signal => Array.ConvertAll(signal, ReferenceRecipeScaling.Soft));
        var rows = values[0].Length;
        var starts = rows - Width + 1;
        double[][] windows = [.. Enumerable.Range(0, ((starts - 1) / Stride) + 1).Select(window => Flat(values, window * Stride))];
        windows = ReferenceRecipeProjection.Of(windows, seed);
        var references = windows[..(((fitRows - Width) / Stride) + 1)];
        var distances = ReferenceRecipeNearest.Distances(windows, references);
        var score = stream
            ? ReferenceRecipeStatistics.Between(distances, Width - 1, Stride, rows)
            : OverCoveringWindows(ReferenceRecipeStatistics.Between(distances, 0, Stride, starts), rows);
        return new ReferencePart(score, ReferenceRecipeNearest.HeldOut(references, Stride, Width, fitRows));
    }

    private static double[] Flat(double[][] values, int start) => [.. values.SelectMany(signal => signal[start..(start + Width)])];

    private static double[] OverCoveringWindows(double[] windowScores, int rows) => [.. Enumerable.Range(0, rows).Select(row =>
    {
        var (first, last) = (Math.Max(0, row - Width + 1), Math.Min(row, windowScores.Length - 1));
        return windowScores[first..(last + 1)].Average();
    })];
}
