using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>The judged step of a window, with all that was computed for it; valid only while it is visited.</summary>
internal readonly ref struct ScoredStep
{
    /// <summary>Its number, from the first that the scorer was given.</summary>
    public required int Step { get; init; }

    /// <summary>Steps of the window after it.</summary>
    public int After { get; init; }

    /// <summary>NaN without enough data.</summary>
    public required double RawScore { get; init; }

    /// <summary>Share of the window's values that were not observed, 0 to 1.</summary>
    public required double ImputedShare { get; init; }

    /// <summary>Of the step, [signal].</summary>
    public required ReadOnlySpan<ValueOrigin> Origins { get; init; }

    /// <summary>Of the newest steps of the window, as many as the model expects, [step, judged signal]; empty without enough data, and where the model waits and expects nothing.</summary>
    public ReadOnlySpan<float> Errors { get; init; }

    /// <summary>Scaled values of the window, [step, signal]; empty without enough data.</summary>
    public ReadOnlySpan<float> Window { get; init; }

    /// <summary>Scaled values of the step, [signal]; empty without enough data.</summary>
    public ReadOnlySpan<float> Values => Window.IsEmpty ? default : Window.Slice(Window.Length - ((1 + After) * Origins.Length), Origins.Length);

    /// <summary>Of the step, [judged signal]; empty without enough data.</summary>
    public ReadOnlySpan<float> Error { get; init; }

    /// <summary>What the model expected of them, [signal]; empty without enough data.</summary>
    public ReadOnlySpan<float> Expected { get; init; }
}
