using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>A signal that stops reporting in the middle of the judged rows and never comes back.</summary>
public sealed record DyingSignal() : Harm("dying", "one signal is silent from the middle of the judged rows on, which is itself worth an alarm, but not an endless one")
{
    private protected override HarmedSeries Harmed(SeriesFrame frame, int fitRows, RandomStream random)
    {
        var moving = Enumerable.Range(0, frame.SignalCount).Where(signal => Moves(frame, fitRows, signal)).ToArray();
        var dying = moving.Length > 0 ? moving[random.Below(moving.Length)] : 0;
        var values = frame.Values.ToArray();
        for (var step = (fitRows + frame.StepCount) / 2; step < frame.StepCount; step++) values[(step * frame.SignalCount) + dying] = double.NaN;
        return new HarmedSeries(With(frame, values), fitRows);
    }

    private static bool Moves(SeriesFrame frame, int fitRows, int signal)
    {
        for (var step = 1; step < fitRows; step++)
        {
            if (frame.Row(step)[signal] != frame.Row(0)[signal]) return true;
        }
        return false;
    }
}
