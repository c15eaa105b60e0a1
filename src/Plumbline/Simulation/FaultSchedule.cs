using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>Which faults befall a node, and when: one in each of as many equal parts of the time after the fit part.</summary>
internal static class FaultSchedule
{
    private const int PlacesTried = 60, MostSpikeSteps = 3;

    private static readonly AnomalyCause[] Causes = Enum.GetValues<AnomalyCause>();

    /// <returns>In time order, never touching each other.</returns>
    public static List<(Fault Fault, StepRange At)> Plan(
        SyntheticFleetOptions options, int node, ReadOnlySpan<Demand> demands, RandomStream random)
    {
        var plan = new List<(Fault, StepRange)>();
        var count = options.AnomaliesPerNode;
        for (var number = 0; number < count; number++)
        {
            var cause = Causes[(node * count + number) % Causes.Length];
            var fault = Fault.Draw(cause, random);
            var (start, end) = Part(options, number);
            var wanted = (int)Math.Round(TimeSpan.FromHours(random.Between(fault.LeastHours, fault.MostHours)) / options.Step);
            var most = cause == AnomalyCause.Spike ? MostSpikeSteps : (end - start) / 2;
            plan.Add((fault, Place(fault, Math.Clamp(wanted, 1, Math.Max(1, most)), start, end, demands, random)));
        }
        return plan;
    }

    private static (int Start, int End) Part(SyntheticFleetOptions options, int number)
    {
        var left = (double)(options.StepCount - options.FitSteps) / options.AnomaliesPerNode;
        // One normal step on either side keeps neighbours apart.
        return (options.FitSteps + (int)(number * left) + 1, options.FitSteps + (int)((number + 1) * left) - 1);
    }

    private static StepRange Place(Fault fault, int length, int start, int end, ReadOnlySpan<Demand> demands, RandomStream random)
    {
        var best = new StepRange(start, start + length - 1);
        var suits = double.NegativeInfinity;
        for (var attempt = 0; attempt < PlacesTried; attempt++)
        {
            var from = start + random.Below(Math.Max(1, end - start - length + 1));
            var suitsHere = fault.Suits(demands.Slice(from, length));
            if (suitsHere <= suits) continue;
            suits = suitsHere;
            best = new StepRange(from, from + length - 1);
        }
        return best;
    }
}
