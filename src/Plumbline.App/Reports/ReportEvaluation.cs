namespace Plumbline.App.Reports;

/// <summary>The model beside its rivals, on labelled data.</summary>
internal sealed record ReportEvaluation
{
    /// <summary>The first measure decides who wins.</summary>
    public required IReadOnlyList<ReportMeasure> Measures { get; init; }

    /// <summary>The model first, then its rivals: no model, PCA, random.</summary>
    public required IReadOnlyList<ReportScorer> Scorers { get; init; }

    /// <summary>False alarm rate against recall.</summary>
    public IReadOnlyList<ReportCurve> Roc { get; init; } = [];

    /// <summary>Recall against precision.</summary>
    public IReadOnlyList<ReportCurve> PrecisionRecall { get; init; } = [];

    public ReportCostCurve? Cost { get; init; }

    /// <summary>Whether the model wins on the first measure; a tie is no win.</summary>
    public bool ModelWins => Rivals().All(rival => Better(Scorers[0].Values[0], rival.Values[0]));

    /// <summary>The same in one sentence, with the numbers.</summary>
    public string Judgement()
    {
        var (measure, model) = (Measures[0], Scorers[0]);
        if (double.IsNaN(model.Values[0])) return $"{model.Name} has no {measure.Name}, so nothing can be said about who wins.";
        if (!Rivals().Any()) return $"{model.Name} reaches {measure.Name} {ReportNumber.Format(model.Values[0])}; there is nothing to compare it with.";
        var best = measure.HigherIsBetter ? Rivals().MaxBy(rival => rival.Values[0])! : Rivals().MinBy(rival => rival.Values[0])!;
        var numbers = $"{measure.Name} {ReportNumber.Format(model.Values[0])} against {ReportNumber.Format(best.Values[0])} of {best.Name}, the best of the others";
        return ModelWins ? $"The model wins: {numbers}." : $"The model does not win: {numbers}.";
    }

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

    private IEnumerable<ReportScorer> Rivals() => Scorers.Skip(1).Where(rival => !double.IsNaN(rival.Values[0]));

    private bool Better(double one, double other) => Measures[0].HigherIsBetter ? one > other : one < other;
}
