using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>One more signal, which never moved while the detector learned and moves from the middle of the judged rows on.</summary>
/// <remarks>It has nothing to do with the labelled events and is labelled nowhere: after it all of its movement is a false alarm.</remarks>
public sealed record WakingSignal() : Harm("waking", "one more signal, constant in the fit rows, moves from the middle of the judged rows on; nothing is wrong with it, so every alarm for it is false")
{
    private const double Level = 5;

    private protected override HarmedSeries Harmed(SeriesFrame frame, int fitRows, RandomStream random)
    {
        var width = frame.SignalCount + 1;
        var values = new double[frame.StepCount * width];
        var wakes = (fitRows + frame.StepCount) / 2;
        for (var step = 0; step < frame.StepCount; step++)
        {
            var row = values.AsSpan(step * width, width);
            frame.Row(step).CopyTo(row);
            row[^1] = step < wakes ? Level : Level + random.Normal();
        }
        var name = "waking";
        while (frame.Signals.Contains(name)) name += "'";
        var harmed = new SeriesFrame(frame.Entity, [.. frame.Signals, name], frame.Time, values, frame.Labels, frame.Rows, frame.Source);
        return new HarmedSeries(harmed, fitRows);
    }
}
