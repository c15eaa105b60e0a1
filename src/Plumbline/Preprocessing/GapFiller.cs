namespace Plumbline.Preprocessing;

/// <summary>Fills missing values of one segment after the other, and notes which signals fell silent.</summary>
internal readonly struct GapFiller(GapPolicy policy, Scaler scaler, PreparationState state)
{
    /// <summary>Forgets the values before a long pause; how long a signal has been away is not forgotten.</summary>
    public void StartSegment()
    {
        state.LastValues.AsSpan().Fill(double.NaN);
        state.LastSteps.AsSpan().Fill(double.NaN);
    }

    /// <param name="raw">[step, signal] of one segment; NaN is missing and stays NaN where nothing can stand in.</param>
    /// <param name="origins">Same shape, written where a value is missing.</param>
    public void Fill(Span<double> raw, Span<ValueOrigin> origins)
    {
        var signalCount = state.LastValues.Length;
        for (var signal = 0; signal < signalCount; signal++)
        {
            var longestSeen = Math.Max(policy.Longest, scaler.Signals[signal].LongestGap);
            for (var i = signal; i < raw.Length; i += signalCount)
            {
                if (!double.IsNaN(raw[i]))
                {
                    if (policy.Fill == GapFill.Linear) Interpolate(raw, signal, i);
                    state.LastValues[signal] = raw[i];
                    state.MissingSteps[signal] = 0;
                    continue;
                }
                var missing = ++state.MissingSteps[signal];
                origins[i] = missing > longestSeen ? ValueOrigin.Silent : ValueOrigin.Imputed;
                if (missing > policy.Longest) continue;
                raw[i] = policy.Fill switch
                {
                    GapFill.Previous or GapFill.Linear => state.LastValues[signal],
                    GapFill.Fixed => policy.Value,
                    _ => double.NaN,
                };
            }
        }
    }

    // The gap that ends before position i was filled with the value before it; lays the straight line instead.
    private void Interpolate(Span<double> raw, int signal, int i)
    {
        var signalCount = state.LastValues.Length;
        var (before, after) = (state.LastValues[signal], raw[i]);
        var missing = state.MissingSteps[signal];
        if (missing == 0 || missing > policy.Longest || double.IsNaN(before)) return;
        for (var k = 1; k <= missing && i - (k * signalCount) >= 0; k++)
            raw[i - (k * signalCount)] = after + ((before - after) * k / (missing + 1));
    }
}
