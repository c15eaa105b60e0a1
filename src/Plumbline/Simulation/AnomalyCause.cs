namespace Plumbline.Simulation;

/// <summary>What was broken on purpose. The first four act on the machine, so that their consequences follow; the others on its sensors.</summary>
public enum AnomalyCause
{
    /// <summary>Both sockets stay at the lowest frequency while jobs ask for more (1 to 5 hours, under load).</summary>
    GovernorPowerSaving,

    /// <summary>Both sockets stay at the highest frequency whatever the load (1 to 5 hours, at low load).</summary>
    GovernorPerformance,

    /// <summary>One fan slows to a few per cent of its speed; the others speed up, temperatures rise (1 to 5 hours, under load).</summary>
    FanFailure,

    /// <summary>Memory used grows by 26 to 38 GB an hour beyond what the jobs need (4 to 8 hours); paging starts when it gets scarce.</summary>
    MemoryLeak,

    /// <summary>One sensor repeats its last value exactly (3 to 8 hours, while the load changes).</summary>
    StuckSensor,

    /// <summary>One temperature sensor walks away linearly, to 3 of its standard deviations (3 to 8 hours).</summary>
    SensorDrift,

    /// <summary>A group of sensors reports nothing: its values are missing (half an hour to 3 hours).</summary>
    Dropout,

    /// <summary>A power sensor replays an earlier stretch of its own readings: each value is usual, its relation to the load is not (2 to 6 hours).</summary>
    BrokenRelation,

    /// <summary>One sensor jumps by 7 to 10 of its standard deviations (at most 3 steps).</summary>
    Spike,
}
