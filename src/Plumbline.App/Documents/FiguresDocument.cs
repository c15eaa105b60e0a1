namespace Plumbline.App.Documents;

/// <summary>The figures of one scorer on one slice of rows; null is undefined.</summary>
internal sealed record FiguresDocument
{
    public required string Scorer { get; init; }

    public double? VusPr { get; init; }

    public double? VusRoc { get; init; }

    public double? AucPr { get; init; }

    public double? AucRoc { get; init; }

    public double? OracleF1 { get; init; }

    public double? Precision { get; init; }

    public double? Recall { get; init; }

    public double? F1 { get; init; }

    public double? EventPrecision { get; init; }

    public double? EventRecall { get; init; }

    public double? EventF1 { get; init; }

    /// <summary>Steps.</summary>
    public double? MeanDelay { get; init; }

    /// <summary>Steps.</summary>
    public double? MedianDelay { get; init; }

    public double? AlarmsPerDay { get; init; }

    public double? AffiliationPrecision { get; init; }

    public double? AffiliationRecall { get; init; }

    public double? AffiliationF1 { get; init; }

    public double? RangePrecision { get; init; }

    public double? RangeRecall { get; init; }

    public double? RangeF1 { get; init; }

    /// <summary>Only for comparison with old papers.</summary>
    public double? PointAdjustedF1 { get; init; }

    public double? Cost { get; init; }
}
