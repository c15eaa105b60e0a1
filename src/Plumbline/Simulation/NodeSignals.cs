namespace Plumbline.Simulation;

/// <summary>The signals of a simulated node; the constants are their places in a row.</summary>
internal static class NodeSignals
{
    public const int Cpu0Load = 0, Cpu1Load = 1, Cpu0Freq = 2, Cpu1Freq = 3, Cpu0Volt = 4, Cpu1Volt = 5,
        Cpu0Power = 6, Cpu1Power = 7, Cpu0Temp = 8, Cpu1Temp = 9,
        MemUsed = 10, MemBandwidth = 11, MemTemp = 12,
        DiskRead = 13, DiskWrite = 14, NetRx = 15, NetTx = 16,
        Fan1 = 17, Fan2 = 18, Fan3 = 19, Fan4 = 20, FanPower = 21,
        PsuPower = 22, Ambient = 23;

    public static readonly IReadOnlyList<string> Names =
    [
        "cpu0_load_pct", "cpu1_load_pct", "cpu0_freq_mhz", "cpu1_freq_mhz", "cpu0_volt_v", "cpu1_volt_v",
        "cpu0_power_w", "cpu1_power_w", "cpu0_temp_c", "cpu1_temp_c",
        "mem_used_gb", "mem_bandwidth_gbs", "mem_temp_c",
        "disk_read_mbps", "disk_write_mbps", "net_rx_mbps", "net_tx_mbps",
        "fan1_rpm", "fan2_rpm", "fan3_rpm", "fan4_rpm", "fan_power_w",
        "psu_power_w", "ambient_temp_c",
    ];

    public static int Count => Names.Count;

    /// <summary>Sensor noise as one standard deviation: in the unit of the signal, and as a share of the value.</summary>
    public static readonly IReadOnlyList<(double Absolute, double Relative)> Noise =
    [
        (0.8, 0), (0.8, 0), (15, 0), (15, 0), (0.003, 0), (0.003, 0),
        (1.2, 0.005), (1.2, 0.005), (0.4, 0), (0.4, 0),
        (0.6, 0), (1, 0.01), (0.3, 0),
        (1, 0.03), (1, 0.03), (4, 0.03), (4, 0.03),
        (30, 0), (30, 0), (30, 0), (30, 0), (0.3, 0),
        (2.5, 0.003), (0.15, 0),
    ];
}
