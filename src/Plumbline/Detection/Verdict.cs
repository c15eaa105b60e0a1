using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Detection.Attribution;

namespace Plumbline.Detection;

/// <summary>What the detector says about an entity from one time to another, and why.</summary>
/// <param name="Id">Derived from detector, entity and start, so that a replay gives the same id.</param>
/// <param name="Detector">Name of the detector's preset.</param>
/// <param name="Bundle">Fingerprint of the detector.</param>
/// <param name="Entity">Empty when the data names none.</param>
/// <param name="From">First time, as in the data.</param>
/// <param name="To">Last time.</param>
/// <param name="FromRow">First 0-based data row.</param>
/// <param name="ToRow">Last 0-based data row.</param>
/// <param name="Status">Normal, anomalous or not enough data.</param>
/// <param name="Score">Largest raw score / threshold; 1 is the border. NaN without enough data.</param>
/// <param name="RawScore">Largest raw score.</param>
/// <param name="Threshold">Raw.</param>
/// <param name="Severity">0 to 100; see <see cref="Severities"/>.</param>
/// <param name="ImputedShare">Share of the values that were not observed, 0 to 1.</param>
/// <param name="Signals">By falling share; shares of all signals sum to 1.</param>
/// <param name="Steps">By time; shares of all steps sum to 1.</param>
/// <param name="OutsideRange">Most signals at a step that were outside their range in the fit rows. A fault moves a few, a load that was never seen moves
/// half of them; but a grave fault may do so too, so this informs and does not decide.</param>
/// <param name="Families">The signals taken together by their names, by falling share.</param>
/// <remarks>In JSON the names are <c>from_row</c>, <c>raw_score</c> and so on, as in the scores file.</remarks>
public sealed record Verdict(
    string Id, string Detector, string Bundle, string Entity, string From, string To,
    [property: JsonPropertyName("from_row")] long FromRow,
    [property: JsonPropertyName("to_row")] long ToRow,
    VerdictStatus Status, double Score,
    [property: JsonPropertyName("raw_score")] double RawScore,
    double Threshold, double Severity,
    [property: JsonPropertyName("imputed_share")] double ImputedShare,
    IReadOnlyList<SignalAttribution> Signals, IReadOnlyList<StepAttribution> Steps,
    [property: JsonPropertyName("outside_range")] int OutsideRange,
    IReadOnlyList<FamilyAttribution> Families)
{
    /// <summary>Whether the anomaly was still going on: a later verdict with the same id replaces this one.</summary>
    public bool Ongoing { get; init; }

    /// <summary>Pairs of signals that always went together in the fit rows and do not any more, the guilty signals' first, at most 10.</summary>
    public IReadOnlyList<BrokenRelation> Relations { get; init; } = [];

    /// <summary>The earlier anomaly of the run whose signals were most alike; null when there was none, or nobody looked.</summary>
    public SimilarCase? Like { get; init; }

    /// <summary>What would bring the worst step under the threshold; null when nobody looked.</summary>
    public Repair? Repair { get; init; }

    /// <summary>All of it in plain words.</summary>
    public string Text => Sentence.Of(this);
}
