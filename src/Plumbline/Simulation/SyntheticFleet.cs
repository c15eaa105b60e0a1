using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>Telemetry of computing nodes that never existed, with anomalies whose cause, time and signals are known.</summary>
/// <remarks>
/// Jobs of different kinds drive load, frequency, voltage, power, temperatures, fans, memory, disk and network of each node
/// through a small physical model, so the 24 signals (named with their unit) hang together as those of a real machine do.
/// The anomalies are large enough for a linear reconstruction of single standardised rows to find nine in ten of them.
/// </remarks>
public static class SyntheticFleet
{
    /// <summary>Simulates the fleet.</summary>
    /// <param name="options">Null for the defaults: 8 nodes, 7 days, 5 minutes, 24 anomalies in the last 40 % of the time.</param>
    /// <exception cref="ArgumentException">The options contradict themselves; all problems are named.</exception>
    public static SyntheticFleetData Generate(SyntheticFleetOptions? options = null)
    {
        options ??= new SyntheticFleetOptions();
        options.Validate();
        var time = Times(options);
        var frames = new List<SeriesFrame>();
        var anomalies = new List<InjectedAnomaly>();
        for (var node = 0; node < options.Nodes; node++)
        {
            var entity = $"node{node + 1:00}";
            var demands = Workload.Plan(options.StepCount, options.Step, new(options.Seed, node, RandomPurpose.Workload));
            var faults = FaultSchedule.Plan(options, node, demands, new(options.Seed, node, RandomPurpose.Faults));
            var readings = Simulate(options, node, demands, faults);
            var labels = new int[options.StepCount];
            foreach (var (fault, at) in faults)
            {
                fault.Distort(readings, at);
                labels.AsSpan(at.Start, at.Length).Fill(1);
                anomalies.Add(new(fault.Cause, entity, at.Start, at.End, [.. fault.Signals.Select(signal => NodeSignals.Names[signal])]));
            }
            frames.Add(new SeriesFrame(entity, NodeSignals.Names, time, readings.Values, labels, source: "simulation"));
        }
        return new SyntheticFleetData(frames, anomalies, options.FitSteps);
    }

    private static TimeAxis Times(SyntheticFleetOptions options)
    {
        var ticks = new long[options.StepCount];
        for (var step = 0; step < ticks.Length; step++) ticks[step] = options.Start.Ticks + step * options.Step.Ticks;
        return new TimeAxis(TimeKind.Timestamp, ticks);
    }

    private static NodeReadings Simulate(
        SyntheticFleetOptions options, int node, Demand[] demands, List<(Fault Fault, StepRange At)> faults)
    {
        var random = new RandomStream(options.Seed, node, RandomPurpose.Machine);
        var sensors = new RandomStream(options.Seed, node, RandomPurpose.Sensors);
        var machine = new NodeMachine(options.Step, random);
        var readings = new NodeReadings(options.StepCount, options.FitSteps);
        var rackOffset = random.Between(-0.8, 0.8);
        double weather = 0, keep = Math.Exp(-options.Step.TotalHours / 6), fresh = Math.Sqrt(1 - keep * keep);
        for (var step = 0; step < demands.Length; step++)
        {
            var health = new NodeHealth();
            foreach (var (fault, at) in faults)
                if (step >= at.Start && step <= at.End) fault.Act(health, (step - at.Start + 1) * options.Step.TotalHours);
            var hour = (options.Start + step * options.Step).TimeOfDay.TotalHours;
            weather = keep * weather + fresh * random.Normal();
            // Warmest at four in the afternoon.
            var ambient = 22 + rackOffset + 1.8 * Math.Cos((hour - 16) * Math.PI / 12) + 0.5 * weather;
            var row = readings.Row(step);
            machine.Advance(demands[step], health, ambient, row);
            Measure(row, sensors);
        }
        return readings;
    }

    private static void Measure(Span<double> row, RandomStream sensors)
    {
        for (var signal = 0; signal < row.Length; signal++)
        {
            var (absolute, relative) = NodeSignals.Noise[signal];
            row[signal] = Math.Max(0, row[signal] + sensors.Normal() * (absolute + relative * row[signal]));
        }
        row[NodeSignals.Cpu0Load] = Math.Min(100, row[NodeSignals.Cpu0Load]);
        row[NodeSignals.Cpu1Load] = Math.Min(100, row[NodeSignals.Cpu1Load]);
    }
}
