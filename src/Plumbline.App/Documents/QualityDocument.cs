using Plumbline.App.Quality;

namespace Plumbline.App.Documents;

/// <summary>What <c>bench quality --json</c> prints.</summary>
/// <param name="Program">Version.</param>
/// <param name="Threads">Cases measured at the same time.</param>
/// <param name="Processors">Of the machine.</param>
/// <param name="Views">Of each file.</param>
/// <param name="Judge">Rows that ranking figures count: all or unfitted.</param>
/// <param name="Learn">How presets were fitted: preset or all.</param>
/// <param name="Reused">Results of runs before.</param>
/// <param name="Failed">Results without figures.</param>
/// <param name="LeftOutPresets">With the reason.</param>
/// <param name="SkippedFiles">With the reason.</param>
/// <param name="Summaries">Means; without a set over the sets.</param>
/// <param name="Beside">Figures of others.</param>
/// <param name="Results">Case by case.</param>
internal sealed record QualityDocument(string Program, int Threads, int Processors, IReadOnlyList<string> Views, string Judge, string Learn, IReadOnlyList<string> Harms,
    IReadOnlyList<int> Seeds, double? SecondsPerFit, int Files, int Reused, int Failed, IReadOnlyList<LeftOut> LeftOutPresets, IReadOnlyList<LeftOut> SkippedFiles,
    IReadOnlyList<QualitySummary> Summaries, IReadOnlyList<BesideFigures> Beside, IReadOnlyList<QualityResult> Results);
