using Plumbline.Evaluation;

namespace Plumbline.Failures;

/// <summary>Windows called failing against windows that a failure follows: what the labs report.</summary>
/// <param name="Windows">Judged.</param>
/// <param name="Failing">Those that a failure follows.</param>
/// <remarks>Counts at the share of failing windows that these have, which is never the fleet's: for comparison with published figures, not for operation.</remarks>
public sealed record FailureWindowFigures(int Windows, int Failing, double? AreaUnderRoc, PointMetrics Points)
{
    public double? Accuracy => FScore.Ratio(Points.TruePositives + Points.TrueNegatives, Windows);

    /// <summary>Of the windows called normal, the share that are; null if none is.</summary>
    public double? NormalPrecision => FScore.Ratio(Points.TrueNegatives, Points.TrueNegatives + Points.FalseNegatives);

    /// <summary>Of the normal windows, the share called so; null without any.</summary>
    public double? NormalRecall => FScore.Ratio(Points.TrueNegatives, Points.TrueNegatives + Points.FalsePositives);

    public double? NormalF1 => FScore.Of(NormalPrecision, NormalRecall);

    /// <param name="probabilities">Of each window, [window].</param>
    /// <param name="threshold">Windows above are called failing.</param>
    public static FailureWindowFigures Of(FailureWindows windows, double[] probabilities, double threshold)
    {
        var labels = windows.Labels();
        return new FailureWindowFigures(windows.Count, windows.Failing, RocCurve.Of(probabilities, labels)?.Area,
            PointMetrics.Of(Array.ConvertAll(probabilities, probability => probability > threshold), labels));
    }
}
