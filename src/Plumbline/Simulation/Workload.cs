namespace Plumbline.Simulation;

/// <summary>The jobs of one node: one after the other, with idle time between some of them.</summary>
internal static class Workload
{
    private const double MeanJobHours = 2.5, LeastJobHours = 0.5, MostJobHours = 10, IdleShare = 0.3;

    private sealed record JobKind(double LeastCpu, double MostCpu, double LeastMemory, double MostMemory, double LeastIo, double MostIo);

    private static readonly JobKind Idle = new(0.01, 0.05, 0.02, 0.05, 0.00, 0.03);

    private static readonly JobKind[] Jobs =
    [
        new(0.50, 0.86, 0.15, 0.40, 0.02, 0.10), // bound by the processor
        new(0.40, 0.80, 0.55, 0.90, 0.02, 0.12), // bound by memory
        new(0.15, 0.40, 0.20, 0.50, 0.45, 0.90), // bound by input and output
    ];

    /// <returns>[step]</returns>
    public static Demand[] Plan(int steps, TimeSpan step, RandomStream random)
    {
        var plan = new Demand[steps];
        // Fluctuations inside a job forget themselves within about 20 minutes, whatever the step.
        var keep = Math.Exp(-step.TotalMinutes / 20);
        var fresh = Math.Sqrt(1 - keep * keep);
        double cpuNoise = 0, balanceNoise = 0, ioNoise = 0;
        for (var next = 0; next < steps;)
        {
            var idle = random.Between(0, 1) < IdleShare;
            var kind = idle ? Idle : Jobs[random.Below(Jobs.Length)];
            var hours = Math.Clamp(random.Exponential(MeanJobHours), LeastJobHours, MostJobHours);
            var end = Math.Min(steps, next + Math.Max(1, (int)(TimeSpan.FromHours(hours) / step)));
            var cpu = random.Between(kind.LeastCpu, kind.MostCpu);
            var memory = random.Between(kind.LeastMemory, kind.MostMemory);
            var io = random.Between(kind.LeastIo, kind.MostIo);
            for (; next < end; next++)
            {
                cpuNoise = keep * cpuNoise + fresh * random.Normal();
                balanceNoise = keep * balanceNoise + fresh * random.Normal();
                ioNoise = keep * ioNoise + fresh * random.Normal();
                var load = cpu * (1 + 0.06 * cpuNoise);
                var imbalance = cpu * 0.03 * balanceNoise;
                plan[next] = new Demand(Math.Clamp(load + imbalance, 0, 1), Math.Clamp(load - imbalance, 0, 1),
                    memory, Math.Clamp(io * (1 + 0.12 * ioNoise), 0, 1));
            }
        }
        return plan;
    }
}
