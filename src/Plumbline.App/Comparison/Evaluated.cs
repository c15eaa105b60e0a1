using Plumbline.App.Documents;

namespace Plumbline.App.Comparison;

/// <summary>An evaluation with what it was made from, for those who draw it.</summary>
/// <param name="Document">The figures.</param>
/// <param name="Scorers">The model first, then the baselines.</param>
/// <param name="Slices">As in the document, in the same order.</param>
internal sealed record Evaluated(EvaluationDocument Document, IReadOnlyList<Scorer> Scorers, IReadOnlyList<RowSlice> Slices)
{
    /// <summary>The rows that count as a result; the last slice when none is known to be unseen.</summary>
    public RowSlice Result => Slices.FirstOrDefault(slice => slice.IsResult) ?? Slices[^1];
}
