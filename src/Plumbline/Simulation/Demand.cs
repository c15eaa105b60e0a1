namespace Plumbline.Simulation;

/// <summary>What the running job asks of a node, each from 0 (nothing) to 1 (all there is).</summary>
internal readonly record struct Demand(double Cpu0, double Cpu1, double Memory, double Io)
{
    public double Cpu => (Cpu0 + Cpu1) / 2;

    public static double MeanCpu(ReadOnlySpan<Demand> window)
    {
        double sum = 0;
        foreach (var demand in window) sum += demand.Cpu;
        return sum / window.Length;
    }

    public static double MeanMemory(ReadOnlySpan<Demand> window)
    {
        double sum = 0;
        foreach (var demand in window) sum += demand.Memory;
        return sum / window.Length;
    }

    /// <summary>Mean distance of the load from what it was in the first step.</summary>
    public static double CpuChange(ReadOnlySpan<Demand> window)
    {
        double sum = 0;
        foreach (var demand in window) sum += Math.Abs(demand.Cpu - window[0].Cpu);
        return sum / window.Length;
    }
}
