using Plumbline.Simulation;

namespace Plumbline.App.Quality;

/// <summary>What a run of <c>bench quality</c> measures.</summary>
/// <param name="Views">Of each file.</param>
/// <param name="JudgesAll">Whether ranking figures count the fit rows too, as the TSB-AD collection does. Figures of alarms never do.</param>
/// <param name="Learning">How presets are fitted.</param>
/// <param name="Harms">Beside the series as they are.</param>
/// <param name="Seeds">Each measures everything again.</param>
/// <param name="SecondsPerFit">A fit that takes longer is given up; null never.</param>
/// <param name="Threads">Cases measured at the same time.</param>
internal sealed record QualitySettings(IReadOnlyList<QualityView> Views, bool JudgesAll, QualityLearning Learning, IReadOnlyList<Harm> Harms, IReadOnlyList<int> Seeds,
    double? SecondsPerFit, int Threads)
{
    /// <summary>Unflagged steps between two alarms that still make them one for the operator.</summary>
    public const int MergeGap = 10;

    /// <summary>Share of the judged rows that the alarms of the best threshold may cover: a fifth, or half as many again as are anomalous.</summary>
    public static double MostCovered(double anomalousShare) => Math.Min(1, Math.Max(0.2, 1.5 * anomalousShare));
}
