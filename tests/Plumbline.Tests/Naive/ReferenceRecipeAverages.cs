namespace Plumbline.Tests.Naive;

/// <summary>R_w of the reference recipe: distance of averages over w rows to the nearest of those of every fourth fit row.</summary>
/// <remarks>H = hub(Z); m = mean of H, s = root of (mean of H^2 - m^2), q = mean |H_t - H_(t-1)|, 0 for the first row; F = [m, s, q], F = hub((F - mean) / max(deviation, .05 of its
/// range)) by the fit rows (batch: range over the whole series; stream: no less than .05), projected, measured at every fourth row, linear between them. Means are centred in
/// batch, edge rows repeated; in a stream they are trailing, and the first ones are over the rows there are: with repeated rows the published figures of this part are missed.
/// A fit row may be its own reference.</remarks>
internal static class ReferenceRecipeAverages
{
    private const int Stride = 4;

    /// <param name="scaled">[signal][row].</param>
    public static ReferencePart Score(double[][] scaled, int fitRows, int width, bool stream, uint? seed)
    {
        var rows = scaled[0].Length;
        var hubbed = Array.ConvertAll(scaled, signal => Array.ConvertAll(signal, ReferenceRecipeScaling.Hub));
        var means = Array.ConvertAll(hubbed, Mean);
        double[][] features = [.. means, .. hubbed.Zip(means, Spread), .. hubbed.Select(Move)];
        features = Array.ConvertAll(features, feature => Standardised(feature, fitRows, stream));

        double[][] places = [.. Enumerable.Range(0, (rows + Stride - 1) / Stride).Select(place => Array.ConvertAll(features, feature => feature[place * Stride]))];
        places = ReferenceRecipeProjection.Of(places, seed);
        var references = places[..((fitRows + Stride - 1) / Stride)];
        return new ReferencePart(
            ReferenceRecipeStatistics.Between(ReferenceRecipeNearest.Distances(places, references), 0, Stride, rows),
            ReferenceRecipeNearest.HeldOut(references, Stride, width, fitRows));

        double[] Mean(double[] signal) => ReferenceRecipeStatistics.Means(signal, width, stream);

        double[] Spread(double[] signal, double[] means) =>
            [.. Mean(Array.ConvertAll(signal, value => value * value)).Zip(means, (squares, mean) => Math.Sqrt(Math.Max(squares - (mean * mean), 0)))];

        double[] Move(double[] signal) => Mean([0, .. signal.Zip(signal.Skip(1), (before, after) => Math.Abs(after - before))]);
    }

    private static double[] Standardised(double[] feature, int fitRows, bool stream)
    {
        var fit = feature[..fitRows];
        var (mean, deviation) = (fit.Average(), ReferenceRecipeStatistics.Deviation(fit));
        var least = stream ? Math.Max(0.05 * ReferenceRecipeStatistics.Range(fit), 0.05) : 0.05 * ReferenceRecipeStatistics.Range(feature);
        return Array.ConvertAll(feature, value => ReferenceRecipeScaling.Hub((value - mean) / Math.Max(deviation, least)));
    }
}
