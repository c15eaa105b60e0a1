namespace Plumbline.Evaluation;

/// <summary>Alarms as an operator takes them: two that follow each other closely are one.</summary>
public static class AlarmMerge
{
    /// <param name="flags">[step].</param>
    /// <param name="gap">Unflagged steps between two alarms that still make them one, at least 0.</param>
    /// <returns>[step]; the flags with the steps between merged alarms flagged too.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The gap is negative.</exception>
    public static bool[] Of(ReadOnlySpan<bool> flags, int gap)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        var merged = flags.ToArray();
        var last = -1;
        for (var step = 0; step < merged.Length; step++)
        {
            if (!flags[step]) continue;
            if (last >= 0 && step - last - 1 <= gap) merged.AsSpan(last, step - last).Fill(true);
            last = step;
        }
        return merged;
    }
}
