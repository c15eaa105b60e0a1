using Plumbline.Data;
using Plumbline.Simulation;
using Plumbline.Tests.Naive;

namespace Plumbline.Tests.Simulation;

public sealed class SyntheticFleetTests
{
    private static readonly SyntheticFleetData Fleet = SyntheticFleet.Generate();
    private static readonly SyntheticFleetData Healthy = SyntheticFleet.Generate(new SyntheticFleetOptions { AnomaliesPerNode = 0 });

    [Fact]
    public void The_defaults_are_a_week_of_eight_nodes()
    {
        Assert.Equal(8, Fleet.Frames.Count);
        Assert.All(Fleet.Frames, frame => Assert.Equal((2016, 24), (frame.StepCount, frame.SignalCount)));
        Assert.Equal(1209, Fleet.FitSteps);
        Assert.Equal(24, Fleet.Anomalies.Count);
        Assert.Equal("node01", Fleet.Frames[0].Entity);
        Assert.Equal("2026-01-05 00:05:00", Fleet.Frames[0].Time.Format(1));
    }

    [Fact]
    public void The_same_seed_gives_the_same_data_and_another_seed_other_data()
    {
        Assert.Equal(Fleet.Frames[2].Values.ToArray(), SyntheticFleet.Generate().Frames[2].Values.ToArray());
        var other = SyntheticFleet.Generate(new SyntheticFleetOptions { Seed = 2 });
        Assert.NotEqual(Fleet.Frames[2].Values.ToArray(), other.Frames[2].Values.ToArray());
    }

    [Fact]
    public void One_more_node_does_not_change_the_others()
    {
        var few = SyntheticFleet.Generate(new SyntheticFleetOptions { Nodes = 2 });
        Assert.Equal(Fleet.Frames[1].Values.ToArray(), few.Frames[1].Values.ToArray());
        Assert.NotEqual(Fleet.Frames[0].Values.ToArray(), Fleet.Frames[1].Values.ToArray());
    }

    [Fact]
    public void Exactly_the_steps_of_the_anomalies_are_labelled()
    {
        foreach (var frame in Fleet.Frames)
        {
            var told = Fleet.Anomalies.Where(anomaly => anomaly.Entity == frame.Entity).Select(a => new StepRange(a.From, a.To));
            Assert.Equal(told, StepRange.FromLabels(frame.Labels.Span));
            Assert.DoesNotContain(1, frame.Labels.Slice(0, Fleet.FitSteps).ToArray());
        }
    }

    [Fact]
    public void Every_cause_occurs_and_names_signals_of_the_frame()
    {
        Assert.Equal(Enum.GetValues<AnomalyCause>(), Fleet.Anomalies.Select(anomaly => anomaly.Cause).Distinct().Order());
        Assert.All(Fleet.Anomalies, anomaly => Assert.NotEmpty(anomaly.Signals));
        Assert.All(Fleet.Anomalies, anomaly => Assert.Subset(Fleet.Frames[0].Signals.ToHashSet(), anomaly.Signals.ToHashSet()));
    }

    [Fact]
    public void Healthy_values_are_complete_and_physically_possible()
    {
        foreach (var frame in Healthy.Frames)
        {
            Assert.All(frame.Values.ToArray(), value => Assert.True(value is >= 0 and < 20_000));
            Assert.All(Column(frame, "cpu0_temp_c"), value => Assert.InRange(value, 15, 95));
            Assert.All(Column(frame, "cpu0_load_pct"), value => Assert.InRange(value, 0, 100));
            Assert.All(Column(frame, "fan1_rpm"), value => Assert.InRange(value, 2_000, 10_000));
            Assert.All(Column(frame, "psu_power_w"), value => Assert.InRange(value, 60, 600));
            Assert.All(Column(frame, "mem_used_gb"), value => Assert.InRange(value, 5, 257));
        }
    }

    [Theory]
    [InlineData("cpu0_load_pct", "cpu0_freq_mhz", 0.98)]
    [InlineData("cpu0_load_pct", "cpu0_power_w", 0.9)]
    [InlineData("cpu0_load_pct", "psu_power_w", 0.8)]
    [InlineData("cpu0_power_w", "cpu0_temp_c", 0.9)]
    [InlineData("cpu1_temp_c", "fan3_rpm", 0.8)]
    [InlineData("mem_used_gb", "mem_bandwidth_gbs", 0.9)]
    [InlineData("net_rx_mbps", "disk_read_mbps", 0.9)]
    public void Healthy_signals_hang_together(string one, string other, double atLeast) =>
        Assert.All(Healthy.Frames, frame => Assert.True(Correlation(Column(frame, one), Column(frame, other)) > atLeast));

    [Fact]
    public void Every_anomaly_changes_its_signals_and_nothing_before_it_began()
    {
        for (var node = 0; node < Fleet.Frames.Count; node++)
        {
            var first = Fleet.Anomalies.Where(anomaly => anomaly.Entity == Fleet.Frames[node].Entity).Min(anomaly => anomaly.From);
            for (var step = 0; step < first; step++)
                Assert.True(Fleet.Frames[node].Row(step).SequenceEqual(Healthy.Frames[node].Row(step)));
        }
        foreach (var anomaly in Fleet.Anomalies)
            foreach (var signal in anomaly.Signals)
                Assert.True(LargestChange(anomaly, signal) > (signal == anomaly.Signals[0] ? 1 : 0.2), $"{anomaly.Cause} hardly moves {signal}");
    }

    [Theory]
    [InlineData(AnomalyCause.StuckSensor)]
    [InlineData(AnomalyCause.SensorDrift)]
    [InlineData(AnomalyCause.Dropout)]
    [InlineData(AnomalyCause.BrokenRelation)]
    [InlineData(AnomalyCause.Spike)]
    public void A_broken_sensor_leaves_every_other_signal_alone(AnomalyCause cause)
    {
        foreach (var anomaly in Fleet.Anomalies.Where(anomaly => anomaly.Cause == cause))
            foreach (var signal in Fleet.Frames[0].Signals.Except(anomaly.Signals))
                Assert.True(LargestChange(anomaly, signal) < 0.5, $"{cause} moves {signal}");
    }

    [Fact]
    public void A_stuck_governor_holds_the_frequency_and_pulls_power_and_temperature_with_it()
    {
        foreach (var anomaly in Fleet.Anomalies.Where(anomaly => anomaly.Cause is AnomalyCause.GovernorPowerSaving or AnomalyCause.GovernorPerformance))
        {
            var saving = anomaly.Cause == AnomalyCause.GovernorPowerSaving;
            Assert.All(During(anomaly, "cpu0_freq_mhz"), mhz => Assert.InRange(mhz, saving ? 1300 : 2900, saving ? 1500 : 3100));
            foreach (var signal in new[] { "cpu0_power_w", "cpu1_power_w", "cpu0_temp_c", "psu_power_w" })
                Assert.Equal(saving ? -1 : 1, Math.Sign(MeanChange(anomaly, signal)));
        }
    }

    [Fact]
    public void When_a_fan_fails_the_others_speed_up_and_the_sockets_get_warmer()
    {
        foreach (var anomaly in Fleet.Anomalies.Where(anomaly => anomaly.Cause == AnomalyCause.FanFailure))
        {
            Assert.All(During(anomaly, anomaly.Signals[0]).Skip(2), rpm => Assert.InRange(rpm, 0, 700));
            Assert.All(anomaly.Signals.Skip(1), fan => Assert.True(MeanChange(anomaly, fan) > 100));
            Assert.True(MeanChange(anomaly, "cpu0_temp_c") > 1);
        }
    }

    [Fact]
    public void A_memory_leak_grows_and_ends_with_its_process()
    {
        foreach (var anomaly in Fleet.Anomalies.Where(anomaly => anomaly.Cause == AnomalyCause.MemoryLeak))
        {
            var (faulty, healthy) = Pair(anomaly.Entity, "mem_used_gb");
            Assert.InRange(faulty[anomaly.From] - healthy[anomaly.From], 0.5, 4);
            Assert.True(faulty[anomaly.To] - healthy[anomaly.To] > 40 || faulty[anomaly.To] > 250);
            Assert.Equal(healthy[anomaly.To + 1], faulty[anomaly.To + 1], 0.01);
        }
    }

    [Fact]
    public void A_dropout_is_missing_and_nothing_else_is()
    {
        foreach (var frame in Fleet.Frames)
            for (var step = 0; step < frame.StepCount; step++)
                for (var signal = 0; signal < frame.SignalCount; signal++)
                    Assert.Equal(double.IsNaN(frame.Row(step)[signal]), Fleet.Anomalies.Any(anomaly =>
                        anomaly.Cause == AnomalyCause.Dropout && anomaly.Entity == frame.Entity && anomaly.From <= step
                        && step <= anomaly.To && anomaly.Signals.Contains(frame.Signals[signal])));
    }

    [Fact]
    public void A_broken_relation_keeps_to_values_the_sensor_has_shown_before()
    {
        foreach (var anomaly in Fleet.Anomalies.Where(anomaly => anomaly.Cause == AnomalyCause.BrokenRelation))
        {
            var known = Pair(anomaly.Entity, anomaly.Signals[0]).Healthy.Take(Fleet.FitSteps).ToHashSet();
            Assert.All(During(anomaly, anomaly.Signals[0]), value => Assert.Contains(value, known));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Principal_components_find_nine_in_ten_anomalies_with_few_false_alarms(int seed)
    {
        var fleet = SyntheticFleet.Generate(new SyntheticFleetOptions { Seed = seed });
        int found = 0, falseSteps = 0, normalSteps = 0;
        foreach (var frame in fleet.Frames)
        {
            var errors = NaiveRowPca.Errors(frame, fleet.FitSteps, 0.98);
            var threshold = errors.Take(fleet.FitSteps).Max() * 1.1;
            found += fleet.Anomalies.Count(anomaly => anomaly.Entity == frame.Entity
                && (anomaly.Cause == AnomalyCause.Dropout || errors[anomaly.From..(anomaly.To + 1)].Any(error => error > threshold)));
            for (var step = fleet.FitSteps; step < frame.StepCount; step++)
            {
                if (frame.Labels.Span[step] != 0) continue;
                normalSteps++;
                if (errors[step] > threshold) falseSteps++;
            }
        }
        Assert.True(found >= 0.9 * fleet.Anomalies.Count, $"{found} of {fleet.Anomalies.Count} found");
        Assert.True(falseSteps <= 0.01 * normalSteps, $"{falseSteps} false of {normalSteps}");
    }

    [Fact]
    public void Options_that_contradict_themselves_are_refused_with_every_problem_named()
    {
        var wrong = new SyntheticFleetOptions { Nodes = 0, FitShare = 1, Step = TimeSpan.Zero };
        var problem = Assert.Throws<ArgumentException>(() => SyntheticFleet.Generate(wrong)).Message;
        Assert.Contains("Nodes is 0", problem);
        Assert.Contains("FitShare is 1", problem);
        Assert.Contains("Step is 00:00:00", problem);
        var crowded = new SyntheticFleetOptions { Days = 1, AnomaliesPerNode = 5 };
        Assert.Contains("5 anomalies need 30 hours", Assert.Throws<ArgumentException>(() => SyntheticFleet.Generate(crowded)).Message);
    }

    private static double[] Column(SeriesFrame frame, string signal)
    {
        var place = frame.Signals.ToList().IndexOf(signal);
        return [.. Enumerable.Range(0, frame.StepCount).Select(step => frame.Row(step)[place])];
    }

    private static (double[] Faulty, double[] Healthy) Pair(string entity, string signal) =>
        (Column(Fleet.Frames.Single(frame => frame.Entity == entity), signal),
         Column(Healthy.Frames.Single(frame => frame.Entity == entity), signal));

    private static double[] During(InjectedAnomaly anomaly, string signal) =>
        Pair(anomaly.Entity, signal).Faulty[anomaly.From..(anomaly.To + 1)];

    private static double MeanChange(InjectedAnomaly anomaly, string signal)
    {
        var (faulty, healthy) = Pair(anomaly.Entity, signal);
        return Enumerable.Range(anomaly.From, anomaly.To - anomaly.From + 1).Average(step => faulty[step] - healthy[step]);
    }

    /// <summary>In standard deviations of the healthy signal; a missing value is as far as can be.</summary>
    private static double LargestChange(InjectedAnomaly anomaly, string signal)
    {
        var (faulty, healthy) = Pair(anomaly.Entity, signal);
        var mean = healthy.Average();
        var deviation = Math.Sqrt(healthy.Average(value => Math.Pow(value - mean, 2)));
        return Enumerable.Range(anomaly.From, anomaly.To - anomaly.From + 1)
            .Max(step => double.IsNaN(faulty[step]) ? double.PositiveInfinity : Math.Abs(faulty[step] - healthy[step])) / deviation;
    }

    private static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        double both = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return both / Math.Sqrt(a.Sum(x => Math.Pow(x - meanA, 2)) * b.Sum(y => Math.Pow(y - meanB, 2)));
    }
}
