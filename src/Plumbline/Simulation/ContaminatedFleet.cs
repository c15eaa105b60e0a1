using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>A synthetic fleet with anomalies among the rows a detector learns from, as in history that nobody has looked through.</summary>
public static class ContaminatedFleet
{
    private const double HoursPerAnomaly = 6;
    private const double CleanShare = 0.1; // first steps, which faults take their measures from

    /// <summary>The fleet that <see cref="SyntheticFleet"/> simulates, a share of its fit steps replaced by what they would have been under faults.</summary>
    /// <param name="share">Of each node's fit steps, 0 to 0.2; reached by whole anomalies, the last of which may go beyond.</param>
    /// <returns>Labelled everywhere. The anomalies among the fit steps are in the list, too; those after them, and all other rows, are as without contamination.</returns>
    /// <exception cref="ArgumentException">The options contradict themselves; all problems are named.</exception>
    public static SyntheticFleetData Generate(SyntheticFleetOptions options, double share)
    {
        if (share is not (>= 0 and <= 0.2)) throw new ArgumentOutOfRangeException(nameof(share), share, "Not from 0 to 0.2.");
        var clean = SyntheticFleet.Generate(options);
        var faulty = SyntheticFleet.Generate(options with { FitShare = CleanShare, AnomaliesPerNode = (int)(options.Days * 24 * (1 - CleanShare) / HoursPerAnomaly) });
        var frames = new List<SeriesFrame>();
        var anomalies = new List<InjectedAnomaly>();
        for (var node = 0; node < clean.Frames.Count; node++)
        {
            var (frame, other) = (clean.Frames[node], faulty.Frames[node]);
            var (values, labels) = (frame.Values.ToArray(), frame.Labels.ToArray());
            var random = new RandomStream(options.Seed, node, RandomPurpose.Contamination);
            var wanted = share * clean.FitSteps;
            foreach (var anomaly in faulty.Anomalies.Where(one => one.Entity == frame.Entity && one.To < clean.FitSteps).OrderBy(_ => random.Between(0, 1)))
            {
                if (wanted <= 0) break;
                var (start, length) = (anomaly.From, anomaly.To - anomaly.From + 1);
                wanted -= length;
                other.Values.Span.Slice(start * frame.SignalCount, length * frame.SignalCount).CopyTo(values.AsSpan(start * frame.SignalCount));
                labels.AsSpan(start, length).Fill(1);
                anomalies.Add(anomaly);
            }
            anomalies.AddRange(clean.Anomalies.Where(one => one.Entity == frame.Entity));
            frames.Add(new SeriesFrame(frame.Entity, frame.Signals, frame.Time, values, labels, source: frame.Source));
        }
        return new SyntheticFleetData(frames, anomalies, clean.FitSteps);
    }
}
