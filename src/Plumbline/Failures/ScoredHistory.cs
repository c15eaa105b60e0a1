using Plumbline.Data;

namespace Plumbline.Failures;

/// <summary>What a model or a detector said of one entity row by row, and where the entity failed.</summary>
/// <param name="Entity">For people.</param>
/// <param name="Time">Of each row, never falling.</param>
/// <param name="Scores">[row]; higher means sooner to fail; NaN where there was not enough data.</param>
/// <param name="Failure">Row of the failure; null of an entity that did not fail as long as it was watched. Later rows are not looked at.</param>
public sealed record ScoredHistory(string Entity, TimeAxis Time, ReadOnlyMemory<double> Scores, int? Failure)
{
    /// <summary>Scores of a history whose first labelled row is the failure.</summary>
    /// <param name="scores">[row], higher means sooner to fail; those of any detector will do.</param>
    public static ScoredHistory Of(SeriesFrame history, ReadOnlyMemory<double> scores) => new(history.Entity, history.Time, scores, FailureOf(history));

    /// <summary>First labelled row; null without one.</summary>
    public static int? FailureOf(SeriesFrame history) => history.Labels.Span.IndexOfAnyExcept(0) is var row and >= 0 ? row : null;

    /// <exception cref="ArgumentException">The lengths do not agree, the failure lies outside, or the times fall.</exception>
    internal void Require()
    {
        if (Scores.Length != Time.Count) throw new ArgumentException($"{Entity}: {Scores.Length} scores for {Time.Count} rows.");
        if (Failure is { } failure && (uint)failure >= (uint)Time.Count) throw new ArgumentException($"{Entity}: fails in row {failure} of {Time.Count}.");
        for (var row = 1; row < Time.Count; row++)
            if (Time[row] < Time[row - 1]) throw new ArgumentException($"{Entity}: the time of row {row} lies before that of the row above; expected times that never fall.");
    }
}
