using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>Rows that were lost, and rows that came early or late: a minute apart instead of a step, more or less.</summary>
/// <param name="Lost">Share of the rows. Default 5 %.</param>
/// <param name="Jitter">Most that a row is early or late, in steps, below 0.5. Default 0.4.</param>
public sealed record IrregularSteps(double Lost = 0.05, double Jitter = 0.4)
    : Harm("irregular", $"{Lost:P0} of the rows are lost, the others early or late by up to {Jitter} of a step; a little worse is to be expected")
{
    public override bool IsInTime => true;

    private protected override HarmedSeries Harmed(SeriesFrame frame, int fitRows, RandomStream random)
    {
        var kept = new List<int>();
        var times = new List<long>();
        var begin = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        for (var step = 0; step < frame.StepCount; step++)
        {
            var (isLost, late) = (random.Between(0, 1) < Lost, random.Between(-Jitter, Jitter));
            // The first row of each part stays, so that neither is ever empty.
            if (isLost && step != 0 && step != fitRows) continue;
            kept.Add(step);
            times.Add(begin + (long)((step + late) * TimeSpan.TicksPerMinute));
        }
        var values = new double[kept.Count * frame.SignalCount];
        for (var i = 0; i < kept.Count; i++) frame.Row(kept[i]).CopyTo(values.AsSpan(i * frame.SignalCount));
        int[] labels = frame.HasLabels ? [.. kept.Select(step => frame.Labels.Span[step])] : [];
        long[] rows = [.. kept.Select(step => frame.Rows.Span[step])];
        var harmed = new SeriesFrame(frame.Entity, frame.Signals, new TimeAxis(TimeKind.Timestamp, times.ToArray()), values, labels, rows, frame.Source);
        return new HarmedSeries(harmed, kept.Count(step => step < fitRows));
    }
}
