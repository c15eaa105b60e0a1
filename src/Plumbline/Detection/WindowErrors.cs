using System.Numerics.Tensors;
using Plumbline.Data;
using Plumbline.Models;

namespace Plumbline.Detection;

/// <summary>Runs a model over windows in blocks and hands out actual minus expected, and scores; reuses its buffers.</summary>
/// <remarks>A model that expects nothing is taken to expect the centre of each signal, as no model does. Context has no errors.</remarks>
/// <param name="contextCount">How many of the signals, the last ones, are context.</param>
internal sealed class WindowErrors(IWindowModel model, int contextCount = 0)
{
    private const int BlockValues = 64 * 1024;

    private readonly int errorWidth = StepsOf(model) * (model.SignalCount - contextCount);
    private readonly int width = model.WindowLength * model.SignalCount;
    private readonly IReconstructionModel? expecting = model as IReconstructionModel;
    private readonly IScoringModel? scoring = model as IScoringModel;
    private double[] scores = [];
    private float[] windows = []; // [window, step, signal]
    private float[] run = []; // [step, signal], of windows that overlap
    private bool holdsRun;
    private float[] expected = [];
    private float[] errors = [];

    /// <summary>Newest steps of a window that have errors: those the model has an expectation of.</summary>
    public static int StepsOf(IWindowModel model) => (model as IReconstructionModel)?.ExpectedSteps ?? model.WindowLength;

    /// <inheritdoc cref="StepsOf"/>
    public int ErrorSteps => errorWidth / JudgedCount;

    /// <summary>Signals that have errors.</summary>
    public int JudgedCount => model.SignalCount - contextCount;

    /// <summary>Whether the model scores windows and expects nothing.</summary>
    public bool ScoresItself => expecting is null;

    /// <summary>The model's own score of a window of the block.</summary>
    public double OwnScore(int index) => scores[index];

    /// <summary>Windows of a run that are computed together.</summary>
    public int BlockSize => Together(OnlyScores ? model.SignalCount : width);

    // Errors are the values then, and windows that overlap need not be laid out one by one.
    private bool OnlyScores => expecting is null && errorWidth == width;

    // Where the windows of the next block are written, [window, step, signal].
    private Span<float> Input(int count)
    {
        holdsRun = false;
        if (windows.Length < count * width)
        {
            windows = new float[count * width];
            expected = new float[count * width];
            if (!OnlyScores) errors = new float[count * errorWidth];
            scores = new double[scoring is null ? 0 : count];
        }
        return windows.AsSpan(0, count * width);
    }

    /// <summary>Computes the windows of a run.</summary>
    /// <param name="steps">[step, signal], from the first of the first window to the last of the last one.</param>
    /// <param name="count">Windows, at most <see cref="BlockSize"/>.</param>
    public void ComputeRun(ReadOnlySpan<float> steps, int count)
    {
        if (count == 0) return;
        if (!OnlyScores)
        {
            var input = Input(count);
            for (var i = 0; i < count; i++) steps.Slice(i * model.SignalCount, width).CopyTo(input[(i * width)..]);
            Compute(count);
            return;
        }
        holdsRun = true;
        if (run.Length < steps.Length) run = new float[steps.Length];
        if (scores.Length < count) scores = new double[count];
        if (expected.Length < width) expected = new float[width];
        steps.CopyTo(run);
        scoring!.ScoreRun(steps, scores.AsSpan(0, count));
    }

    // Those that were written to Input.
    private void Compute(int count, bool scored = true)
    {
        var length = count * width;
        expecting?.Reconstruct(windows.AsSpan(0, length), expected.AsSpan(0, length)); // or else zeros, as they were made
        if (scored) scoring?.Score(windows.AsSpan(0, length), scores.AsSpan(0, count));
        if (OnlyScores) return; // errors are the values
        if (errorWidth == width) TensorPrimitives.Subtract(windows.AsSpan(0, length), expected.AsSpan(0, length), errors);
        else for (var i = 0; i < count; i++) SubtractOne(i);
    }

    private static int Together(int values) => Math.Clamp(BlockValues / values, 1, 512);

    private void SubtractOne(int index)
    {
        for (var step = 0; step < ErrorSteps; step++)
        {
            var from = (model.WindowLength - ErrorSteps + step) * model.SignalCount;
            TensorPrimitives.Subtract(Window(index).Slice(from, JudgedCount), Expected(index).Slice(from, JudgedCount), errors.AsSpan((index * errorWidth) + (step * JudgedCount), JudgedCount));
        }
    }

    /// <summary>Computes all windows, block by block.</summary>
    /// <param name="visit">Called after each block with its first window and how many it has.</param>
    /// <param name="scored">Whether a model that scores itself is asked, or only its errors are.</param>
    public void Run(Windows all, Action<int, int> visit, CancellationToken cancellation, bool scored = true)
    {
        var together = Together(width);
        for (var first = 0; first < all.Count; first += together)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(together, all.Count - first);
            var input = Input(count);
            for (var i = 0; i < count; i++) all[first + i].CopyTo(input[(i * width)..]);
            Compute(count, scored);
            visit(first, count);
        }
    }

    /// <summary>[step, signal] of a window of the block.</summary>
    public ReadOnlySpan<float> Window(int index) => holdsRun ? run.AsSpan(index * model.SignalCount, width) : windows.AsSpan(index * width, width);

    /// <summary>The raw score of a window of the block.</summary>
    /// <param name="previous">Errors of the window one step before; empty where there is none.</param>
    public double Score(int index, ErrorDistribution distribution, ReadOnlySpan<float> previous = default) =>
        scoring is null ? distribution.Score(Errors(index), previous) : scores[index];

    /// <summary>What each judged signal adds to the score of a window of the block, [signal]; only their shares count.</summary>
    public double[] ContributionsBySignal(int index, ErrorDistribution distribution)
    {
        var values = new double[scoring is null ? errorWidth : width];
        if (scoring is null) distribution.Contributions(Errors(index), values);
        else scoring.Contributions(Window(index), values);
        var bySignal = new double[JudgedCount];
        var stride = scoring is null ? JudgedCount : model.SignalCount;
        for (var i = 0; i < values.Length; i++)
        {
            if (i % stride < bySignal.Length) bySignal[i % stride] += values[i];
        }
        return bySignal;
    }

    public ReadOnlySpan<float> Expected(int index) => expected.AsSpan(holdsRun ? 0 : index * width, width);

    /// <summary>[step, judged signal] of the steps that have errors.</summary>
    public ReadOnlySpan<float> Errors(int index) => OnlyScores ? Window(index) : errors.AsSpan(index * errorWidth, errorWidth);

    /// <summary>Errors of the first windows of the block, [window, step, judged signal], as <see cref="Run"/> computes them.</summary>
    public ReadOnlySpan<float> AllErrors(int count) => (OnlyScores ? windows : errors).AsSpan(0, count * errorWidth);
}
