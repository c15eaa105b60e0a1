namespace Plumbline.Failures;

/// <summary>What boosted trees see of a window.</summary>
public enum TreeInputs
{
    /// <summary>The values of the last step, as the labs.</summary>
    LastStep,

    /// <summary>Of every signal the last value, its change over the window, and its largest value.</summary>
    Summary,
}

internal static class TreeInputsOfWindows
{
    public static int Width(this TreeInputs inputs, int signals) => inputs == TreeInputs.LastStep ? signals : 3 * signals;

    /// <param name="window">[step, signal].</param>
    /// <param name="values">As many as <see cref="Width"/> says, written whole.</param>
    public static void Of(this TreeInputs inputs, ReadOnlySpan<float> window, int signals, Span<float> values)
    {
        var last = window[^signals..];
        last.CopyTo(values);
        if (inputs == TreeInputs.LastStep) return;
        for (var signal = 0; signal < signals; signal++)
        {
            var largest = last[signal];
            for (var i = signal; i < window.Length; i += signals) largest = Math.Max(largest, window[i]);
            values[signals + signal] = last[signal] - window[signal];
            values[(2 * signals) + signal] = largest;
        }
    }
}
