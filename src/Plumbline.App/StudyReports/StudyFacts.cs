using Plumbline.App.Pages;

namespace Plumbline.App.StudyReports;

/// <summary>What a reader must know of a study before its figures, and what must be thought of before believing them.</summary>
internal static class StudyFacts
{
    public static IEnumerable<ReportFact> Of(StudyReport report, StudySummary summary)
    {
        var definition = report.Definition;
        yield return new("Study", definition.Name);
        foreach (var objective in definition.Objectives) yield return new("Objective", StudySummary.Wanted(objective));
        yield return new("Parameters", $"{definition.Space.Parameters.Count}");
        yield return new("Sampler", report.Sampler);
        yield return new("Pruner", report.Pruner ?? "none");
        yield return new("Seed of the study", $"{definition.Seed}");
        foreach (var (name, value) in definition.Facts) yield return new(name, value);
        yield return new("Trials", summary.Counts);
        if (summary.Times is { First: { } first, Last: { } last } times)
        {
            yield return new("Worked on", $"{first.UtcDateTime:yyyy-MM-dd HH:mm} to {last.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
            yield return new("Wall time", Duration.Of(times.Wall));
            yield return new("Worker time", $"{Duration.Of(times.Worked)} of {summary.Workers.Count switch { 1 => "1 worker", var count => $"{count} workers" }}");
        }
        yield return new("Stopped", report.StopReason ?? "not yet, or by hand");
    }
}
