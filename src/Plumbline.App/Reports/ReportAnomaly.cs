using Plumbline.Detection.Attribution;

namespace Plumbline.App.Reports;

/// <summary>One anomaly the detector found.</summary>
/// <param name="From">First step.</param>
/// <param name="To">Last step, included.</param>
/// <param name="Severity">0 to 100.</param>
/// <param name="Signals">The signals that make up most of the score, the largest share first.</param>
/// <param name="Text">What happened, in plain words; empty for none.</param>
internal sealed record ReportAnomaly(int From, int To, double Severity, IReadOnlyList<ReportShare> Signals, string Text = "")
{
    /// <summary>Pairs of signals that no longer go together.</summary>
    public IReadOnlyList<BrokenRelation> Relations { get; init; } = [];

    /// <summary>An earlier anomaly that was alike.</summary>
    public SimilarCase? Like { get; init; }
}
