using static Plumbline.Simulation.NodeSignals;

namespace Plumbline.Simulation;

/// <summary>A two-socket node: the physics from demand to the true value of every signal.</summary>
/// <remarks>
/// Load sets frequency, frequency sets voltage, dynamic power goes with load x frequency x voltage squared, temperatures
/// follow power over a thermal resistance that falls with air flow, and the fans follow the hottest socket. Lags are of
/// first order and integrated exactly in parts of at most a minute, so the loop through the fans stays stable at any step.
/// </remarks>
internal sealed class NodeMachine
{
    private const double LeastMhz = 1400, MostMhz = 3000, CapacityGb = 256;
    private const double IdleRpm = 3000, MostRpm = 9000;
    private const double SocketLagSeconds = 50, MemoryLagSeconds = 100, FanLagSeconds = 30;

    // No two machines are alike: efficiency of the silicon, mounting of the heat sinks, bearings of the fans.
    private readonly double[] silicon = new double[2];
    private readonly double[] mounting = new double[2];
    private readonly double[] bearing = new double[4];
    private readonly double[] socketTemp = [35, 35];
    private readonly double[] socketPower = new double[2];
    private readonly double[] fanRpm = [IdleRpm, IdleRpm, IdleRpm, IdleRpm];
    private readonly int parts;
    private readonly double socketGain, memoryGain, fanGain;
    private double memoryTemp = 32;

    public NodeMachine(TimeSpan step, RandomStream random)
    {
        for (var socket = 0; socket < 2; socket++)
        {
            silicon[socket] = random.Between(0.95, 1.05);
            mounting[socket] = random.Between(0.94, 1.06);
        }
        for (var fan = 0; fan < 4; fan++) bearing[fan] = random.Between(0.97, 1.03);
        parts = (int)Math.Ceiling(step.TotalMinutes);
        var seconds = step.TotalSeconds / parts;
        socketGain = 1 - Math.Exp(-seconds / SocketLagSeconds);
        memoryGain = 1 - Math.Exp(-seconds / MemoryLagSeconds);
        fanGain = 1 - Math.Exp(-seconds / FanLagSeconds);
    }

    /// <summary>Lets one step pass.</summary>
    /// <param name="ambient">Temperature of the air at the inlet, in degrees Celsius.</param>
    /// <param name="row">True values at its end, [signal].</param>
    public void Advance(Demand demand, NodeHealth health, double ambient, Span<double> row)
    {
        Span<double> load = [demand.Cpu0, demand.Cpu1];
        for (var socket = 0; socket < 2; socket++)
        {
            var mhz = health.Governor switch
            {
                GovernorMode.PowerSaving => LeastMhz,
                GovernorMode.Performance => MostMhz,
                _ => LeastMhz + (MostMhz - LeastMhz) * load[socket],
            };
            row[Cpu0Load + socket] = 100 * load[socket];
            row[Cpu0Freq + socket] = mhz;
            row[Cpu0Volt + socket] = 0.92 + 0.16 * (mhz - LeastMhz) / (MostMhz - LeastMhz);
        }

        var used = Math.Min(CapacityGb, 14 + 200 * demand.Memory + health.LeakedGb);
        var paging = Math.Max(0, (used / CapacityGb) - 0.85) / 0.15;
        var speed = (row[Cpu0Freq] + row[Cpu1Freq]) / (2 * MostMhz);
        var bandwidth = 2 + 170 * demand.Memory * (0.7 + 0.3 * speed);
        row[MemUsed] = used;
        row[MemBandwidth] = bandwidth;
        row[DiskRead] = 3 + 420 * demand.Io + 260 * paging;
        row[DiskWrite] = 2 + 260 * demand.Io + 240 * paging;
        row[NetRx] = 15 + 1900 * demand.Io + 350 * demand.Memory;
        row[NetTx] = 12 + 1500 * demand.Io + 400 * demand.Memory;
        row[Ambient] = ambient;

        for (var part = 0; part < parts; part++) Exchange(row, health, ambient, bandwidth);

        double fanPower = 0;
        for (var fan = 0; fan < 4; fan++)
        {
            row[Fan1 + fan] = fanRpm[fan];
            fanPower += 7 * Math.Pow(fanRpm[fan] / 6000, 3);
        }
        for (var socket = 0; socket < 2; socket++)
        {
            row[Cpu0Power + socket] = socketPower[socket];
            row[Cpu0Temp + socket] = socketTemp[socket];
        }
        row[MemTemp] = memoryTemp;
        row[FanPower] = fanPower;
        row[PsuPower] = (55 + socketPower[0] + socketPower[1] + 0.15 * bandwidth + 14 * demand.Io + fanPower) / 0.93;
    }

    /// <summary>Heat from sockets and memory into the air that the fans move, for one part of a step.</summary>
    private void Exchange(ReadOnlySpan<double> row, NodeHealth health, double ambient, double bandwidth)
    {
        var airFlow = (fanRpm[0] + fanRpm[1] + fanRpm[2] + fanRpm[3]) / (4 * MostRpm);
        for (var socket = 0; socket < 2; socket++)
        {
            var speed = row[Cpu0Freq + socket] / MostMhz;
            var volt = row[Cpu0Volt + socket];
            var busy = 0.2 + 0.8 * row[Cpu0Load + socket] / 100;
            var leakage = 8 + 0.1 * (socketTemp[socket] - 30);
            socketPower[socket] = leakage + 125 * silicon[socket] * busy * speed * volt * volt;
            var resistance = mounting[socket] * (0.13 + 0.13 / (0.25 + airFlow));
            socketTemp[socket] += socketGain * (ambient + socketPower[socket] * resistance - socketTemp[socket]);
        }
        var hottest = Math.Max(socketTemp[0], socketTemp[1]);
        memoryTemp += memoryGain * (ambient + 5 + 16 * bandwidth / 170 + 0.08 * (hottest - ambient) - memoryTemp);
        var command = Math.Clamp(IdleRpm + 100 * (hottest - 26), IdleRpm, MostRpm);
        for (var fan = 0; fan < 4; fan++)
            fanRpm[fan] += fanGain * (command * bearing[fan] * health.FanEfficiency[fan] - fanRpm[fan]);
    }
}
