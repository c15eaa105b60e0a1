using Plumbline.Data;
using Plumbline.Preprocessing;

namespace Plumbline.Failures;

/// <summary>Says of every row of a history how likely the entity fails soon.</summary>
/// <remarks>Immutable and safe to use from several threads.</remarks>
/// <param name="Threshold">Rows with a score above are called failing; above 0, below 1.</param>
public sealed record FailurePredictor(FailureOptions Options, Preprocessor Preprocessor, IFailureModel Model, double Threshold, FailureSummary Summary)
{
    private const int Together = 256; // windows that are scored at once

    /// <param name="history">Rows of one entity from its first; signals are matched by name.</param>
    /// <returns>[row], 0 to 1; NaN where there are too few rows before, or too many of them missing. At the share of failures fitted at: it ranks, and is no probability for a fleet with another share.</returns>
    /// <exception cref="DataFormatException">The signals differ from the model's, or a time is out of order.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public double[] Score(SeriesFrame history, CancellationToken cancellation = default)
    {
        var prepared = PreparedHistory.Of(history, Options, Preprocessor);
        var (length, width) = (Model.WindowLength, Model.WindowLength * Model.SignalCount);
        var ofStep = new double[prepared.StepCount];
        ofStep.AsSpan().Fill(double.NaN);
        int[] ends = [.. Enumerable.Range(0, prepared.StepCount).Where(step => prepared.HasWindow(step, length))];
        var windows = new float[Math.Min(Together, ends.Length) * width];
        var probabilities = new double[Math.Min(Together, ends.Length)];
        for (var first = 0; first < ends.Length; first += Together)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Together, ends.Length - first);
            for (var i = 0; i < count; i++) prepared.Window(ends[first + i], length).Span.CopyTo(windows.AsSpan(i * width));
            Model.Score(windows.AsSpan(0, count * width), probabilities.AsSpan(0, count));
            for (var i = 0; i < count; i++) ofStep[ends[first + i]] = probabilities[i];
        }
        var scores = new double[history.StepCount];
        for (var row = 0; row < scores.Length; row++) scores[row] = ofStep[prepared.StepOfRow(row)];
        return scores;
    }

    /// <summary>The signal that raises a row's score most: without it, at its mean over the whole window, the score would fall furthest.</summary>
    /// <param name="history">As for <see cref="Score"/>.</param>
    /// <param name="rows">Rows that have a score.</param>
    /// <returns>Per row asked for the signal's name and its share of all falls, 0 to 1; an empty name and NaN where no signal alone raises it.</returns>
    public IReadOnlyList<(string Signal, double Share)> TopSignals(SeriesFrame history, IReadOnlyList<int> rows)
    {
        if (rows.Count == 0) return [];
        var prepared = PreparedHistory.Of(history, Options, Preprocessor);
        var (length, signals) = (Model.WindowLength, Model.SignalCount);
        var width = length * signals;
        var windows = new float[(signals + 1) * width]; // as it is, then without each signal
        var scores = new double[signals + 1];
        var tops = new List<(string, double)>();
        foreach (var row in rows)
        {
            var window = prepared.Window(prepared.StepOfRow(row), length).Span;
            for (var copy = 0; copy <= signals; copy++)
            {
                window.CopyTo(windows.AsSpan(copy * width));
                for (var i = copy - 1; copy > 0 && i < width; i += signals) windows[(copy * width) + i] = 0; // scaled values have mean 0
            }
            Model.Score(windows, scores);
            var falls = scores.AsSpan(1).ToArray().Select(score => Math.Max(0, scores[0] - score)).ToArray();
            var (sum, top) = (falls.Sum(), Array.IndexOf(falls, falls.Max()));
            tops.Add(sum > 0 ? (Preprocessor.Signals[top], falls[top] / sum) : ("", double.NaN));
        }
        return tops;
    }

    /// <summary>Windows of histories by the rules this predictor was trained with, and what it says of each: what the labs call a test.</summary>
    /// <param name="histories">Of entities that fitting has not seen, for a figure that means something.</param>
    public (FailureWindows Windows, double[] Probabilities) ScoreWindows(IReadOnlyList<SeriesFrame> histories)
    {
        var windows = FailureWindows.Of([.. histories.Select(history => PreparedHistory.Of(history, Options, Preprocessor))], Model.SignalCount, Options.Windows, Options.Train.Seed);
        var probabilities = new double[windows.Count];
        if (windows.Count > 0) Model.Score(windows.ToArray(), probabilities);
        return (windows, probabilities);
    }
}
