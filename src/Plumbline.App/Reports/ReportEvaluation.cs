namespace Plumbline.App.Reports;

/// <summary>The model beside its rivals, on labelled data.</summary>
internal sealed record ReportEvaluation
{
    public required IReadOnlyList<ReportMeasure> Measures { get; init; }

    /// <summary>The model first, then its rivals: no model, PCA, random.</summary>
    public required IReadOnlyList<ReportScorer> Scorers { get; init; }

    /// <summary>False alarm rate against recall.</summary>
    public IReadOnlyList<ReportCurve> Roc { get; init; } = [];

    /// <summary>Recall against precision.</summary>
    public IReadOnlyList<ReportCurve> PrecisionRecall { get; init; } = [];

    public ReportCostCurve? Cost { get; init; }

    /// <summary>Whether the model wins against its rivals; null when it cannot be said.</summary>
    public required bool? ModelWins { get; init; }

    /// <summary>The same in one sentence, with the numbers.</summary>
    public required string Judgement { get; init; }

    internal IEnumerable<string> Problems()
    {
        if (Measures.Count == 0 || Scorers.Count == 0) yield return "The evaluation has no measure or no scorer";
        foreach (var scorer in Scorers)
            if (scorer.Values.Count != Measures.Count) yield return $"'{scorer.Name}' has {scorer.Values.Count} values for {Measures.Count} measures";
        foreach (var curve in Roc.Concat(PrecisionRecall))
            if (curve.X.Count != curve.Y.Count) yield return $"Curve '{curve.Name}' has {curve.X.Count} x for {curve.Y.Count} y";
        foreach (var (name, cost) in Cost?.Slices ?? [])
            if (cost.Count != Cost!.Thresholds.Count) yield return $"Slice '{name}' has {cost.Count} costs for {Cost.Thresholds.Count} thresholds";
    }
}
