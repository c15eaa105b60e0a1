namespace Plumbline.Tests.Naive;

/// <summary>V of the reference recipe: how far soft(Z) is from what a ridge regression expects of the 8 rows before.</summary>
/// <remarks>E = |x - expected|; sigma of a signal = max(root mean square of its held-out errors on the fit rows, .02, and in batch .01 of its largest error of all); score = mean over
/// the signals of E / sigma, 0 for the first 8 rows. Held out is either half of the fit rows from a regression on the other; their scores are of the rows that have 8 before them.</remarks>
internal static class ReferenceRecipeForecast
{
    private const int Lags = 8;

    /// <param name="scaled">[signal][row].</param>
    public static ReferencePart Score(double[][] scaled, int fitRows, bool stream)
    {
        var values = Array.ConvertAll(scaled, signal => Array.ConvertAll(signal, ReferenceRecipeScaling.Soft));
        var rows = values[0].Length;
        var middle = Lags + ((fitRows - Lags) / 2);
        var (before, after) = (ReferenceRecipeSums.Of(values, Lags, Lags..middle), ReferenceRecipeSums.Of(values, Lags, middle..fitRows));
        var errors = Errors(before + after, Lags..rows); // [signal][row - 8]
        double[][] heldOut = [.. Errors(after, Lags..middle).Zip(Errors(before, middle..fitRows), (left, right) => left.Concat(right).ToArray())];

        double[] sigma = [.. heldOut.Select((error, signal) =>
            Math.Max(Math.Sqrt(error.Average(value => value * value)), Math.Max(0.02, stream ? 0 : 0.01 * errors[signal].Max())))];
        return new ReferencePart([.. new double[Lags], .. InSigmas(errors)], InSigmas(heldOut));

        double[][] Errors(ReferenceRecipeSums fitted, Range judged)
        {
            var regression = new ReferenceRecipeRidge(fitted, Lags);
            return [.. values.Select((signal, index) => signal[judged].Zip(regression.Expected(values, index, judged), (value, expected) => Math.Abs(value - expected)).ToArray())];
        }

        double[] InSigmas(double[][] signals) => [.. Enumerable.Range(0, signals[0].Length).Select(row => signals.Select((error, signal) => error[row] / sigma[signal]).Average())];
    }
}
