namespace Plumbline.Failures;

/// <summary>Windows with the answer to learn: does a failure follow soon.</summary>
/// <remarks>A window lies in the history of one entity. First those of entities that do not fail, then those of failing ones, as the labs have them.</remarks>
public sealed class FailureWindows
{
    private readonly ReadOnlyMemory<float>[] windows;
    private readonly float[] targets;
    private readonly string[] entities;

    private FailureWindows(int length, int signalCount, ReadOnlyMemory<float>[] windows, float[] targets, string[] entities) =>
        (Length, SignalCount, this.windows, this.targets, this.entities) = (length, signalCount, windows, targets, entities);

    /// <summary>Steps in a window.</summary>
    public int Length { get; }

    public int SignalCount { get; }

    public int Count => windows.Length;

    /// <summary>What a model should say of each window, [window], 0 to 1.</summary>
    public ReadOnlyMemory<float> Targets => targets;

    /// <summary>Windows that are more failing than not.</summary>
    public int Failing => targets.Count(IsFailing);

    /// <summary>Share of the windows that are more failing than not; 0 without windows.</summary>
    public double Rate => Count == 0 ? 0 : (double)Failing / Count;

    /// <summary>One window, [step, signal], scaled.</summary>
    public ReadOnlySpan<float> this[int window] => windows[window].Span;

    public string EntityOf(int window) => entities[window];

    internal static FailureWindows Of(IReadOnlyList<PreparedHistory> histories, int signalCount, FailureWindowOptions options, int seed)
    {
        var length = options.Length;
        var least = options.Pad ? 1 : length; // steps of its own history that a window needs
        var (windows, targets, entities) = (new List<ReadOnlyMemory<float>>(), new List<float>(), new List<string>());
        var healthy = histories.Where(history => history.FailureStep is null);
        if (options.MostNormalEntities is { } most) healthy = healthy.OrderByDescending(history => history.StepCount).ThenBy(history => history.Entity, StringComparer.Ordinal).Take(most);
        // The last windows of a history may be followed by a failure that nobody has seen.
        var unknown = options.Membership?.Normal ?? options.Horizon ?? options.Lookahead;
        var normal = new List<(PreparedHistory History, int End)>();
        foreach (var history in healthy)
            for (var end = least - 1; end < history.StepCount - unknown; end += options.NormalStep)
                if (history.HasWindow(end, length)) normal.Add((history, end));
        if (options.MostNormal is { } count && normal.Count > count) normal = [.. Drawn(normal.Count, count, seed).Select(i => normal[i])];
        foreach (var (history, end) in normal) Add(history, end, 0);

        foreach (var history in histories)
        {
            if (history.FailureStep is not { } failure || (!options.Pad && failure < length + options.Lookahead)) continue; // more than length + lookahead rows, the failure's included
            var longest = options.Membership is null ? options.Horizon ?? options.Lookahead : failure;
            for (var before = Math.Min(longest, failure - history.SegmentStart(failure) - least + 1); before >= options.Lookahead; before--)
                if (history.HasWindow(failure - before, length)) Add(history, failure - before, options.Membership?.Of(before) ?? 1);
        }
        return new FailureWindows(length, signalCount, [.. windows], [.. targets], [.. entities]);

        void Add(PreparedHistory history, int end, double target)
        {
            windows.Add(history.Window(end, length));
            targets.Add((float)target);
            entities.Add(history.Entity);
        }
    }

    /// <summary>Fewer windows of the kind there are too many of, so that a stated share is failing; none comes twice.</summary>
    /// <param name="rate">Share of failing windows, above 0, below 1.</param>
    /// <param name="seed">Of what is drawn.</param>
    public FailureWindows Resampled(double rate, int seed)
    {
        if (!(rate is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "Not between 0 and 1.");
        var (failing, normal) = (Numbers(IsFailing), Numbers(target => !IsFailing(target)));
        if (failing.Length == 0 || normal.Length == 0) return this;
        var (keptFailing, keptNormal) = (failing.Length, (int)Math.Round(failing.Length * (1 - rate) / rate));
        if (keptNormal > normal.Length) (keptFailing, keptNormal) = ((int)Math.Round(normal.Length * rate / (1 - rate)), normal.Length);
        return Picked([.. Drawn(normal.Length, Math.Max(1, keptNormal), seed).Select(i => normal[i]), .. Drawn(failing.Length, Math.Max(1, keptFailing), seed).Select(i => failing[i])]);
    }

    /// <summary>Failing windows so often that they weigh as much as the others together; for models that know no weights.</summary>
    /// <param name="times">Each failing window is there so often, at least 1.</param>
    internal FailureWindows Repeated(int times) =>
        Picked([.. Enumerable.Range(0, Count).SelectMany(i => Enumerable.Repeat(i, IsFailing(targets[i]) ? times : 1))]);

    /// <summary>These, then others of the same shape.</summary>
    internal FailureWindows Then(FailureWindows others) => new(Length, SignalCount, [.. windows, .. others.windows], [.. targets, .. others.targets], [.. entities, .. others.entities]);

    /// <summary>[window], 1 for those that are more failing than not.</summary>
    internal int[] Labels() => Array.ConvertAll(targets, target => IsFailing(target) ? 1 : 0);

    internal float[] ToArray()
    {
        var values = new float[(long)Count * Length * SignalCount];
        for (var i = 0; i < Count; i++) windows[i].CopyTo(values.AsMemory(i * Length * SignalCount));
        return values;
    }

    private static bool IsFailing(float target) => target > 0.5f;

    private FailureWindows Picked(int[] numbers) => new(Length, SignalCount, [.. numbers.Select(i => windows[i])], [.. numbers.Select(i => targets[i])], [.. numbers.Select(i => entities[i])]);

    private int[] Numbers(Func<float, bool> which) => [.. Enumerable.Range(0, Count).Where(i => which(targets[i]))];

    // In their order.
    private static int[] Drawn(int count, int kept, int seed)
    {
        var numbers = new int[count];
        for (var i = 0; i < count; i++) numbers[i] = i;
        if (kept >= count) return numbers;
        new Random(seed).Shuffle(numbers);
        return [.. numbers.Take(kept).Order()];
    }
}
