using System.Buffers;

namespace Plumbline.Models;

/// <summary>A model that says how unusual a window is without saying what it expected: densities, distances, trees.</summary>
public interface IScoringModel : IWindowModel
{
    /// <summary>Which step of a window is judged, and what later ones tell of it; the newest and nothing unless the model says otherwise.</summary>
    Hindsight Hindsight => default;

    /// <summary>Scores of normal windows that were fitted on as if they had not been, in time order, NaN between those that do not follow one another; empty where the model
    /// cannot say, and once it was restored.</summary>
    ReadOnlyMemory<double> HeldOutScores => default;

    /// <param name="windows">[window, step, signal], scaled, without missing values.</param>
    /// <param name="scores">[window], at least 0, higher is more anomalous. A window's score does not depend on the others.</param>
    void Score(ReadOnlySpan<float> windows, Span<double> scores);

    /// <summary>Scores of windows that follow one another: what models that look at each step of a run once do quicker.</summary>
    /// <param name="steps">[step, signal] of a run, <see cref="IWindowModel.WindowLength"/> less one more than scores.</param>
    /// <param name="scores">[window], the same to the bit as <see cref="Score"/> gives.</param>
    void ScoreRun(ReadOnlySpan<float> steps, Span<double> scores)
    {
        WindowRows.CheckRun(steps, scores, WindowLength, SignalCount);
        var width = WindowLength * SignalCount;
        var rented = ArrayPool<float>.Shared.Rent(scores.Length * width);
        var windows = rented.AsSpan(0, scores.Length * width);
        for (var i = 0; i < scores.Length; i++) steps.Slice(i * SignalCount, width).CopyTo(windows[(i * width)..]);
        Score(windows, scores);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Who is to blame for a window's score.</summary>
    /// <param name="window">[step, signal].</param>
    /// <param name="contributions">[step, signal], at least 0; only their shares count.</param>
    void Contributions(ReadOnlySpan<float> window, Span<double> contributions);

    /// <summary>What the model did not foresee of each signal at the judged step, where it foresees some of it.</summary>
    /// <param name="window">[step, signal].</param>
    /// <param name="surprises">At least 0, of the first signals, as many as there is room for; only their shares count.</param>
    /// <returns>False where it does not: <see cref="Contributions"/> are all that it can say.</returns>
    bool TrySurprises(ReadOnlySpan<float> window, Span<double> surprises) => false;

    /// <summary>The same model when it cannot wait: it judges a later step of the window, with fewer after it.</summary>
    /// <param name="delay">Steps after it, 0 to its own delay.</param>
    IScoringModel Sooner(int delay) => this;
}
