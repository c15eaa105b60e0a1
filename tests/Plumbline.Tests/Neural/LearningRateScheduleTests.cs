using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void Shapes_over_time()
    {
        Assert.Equal(1, Share(ScheduleKind.Constant, 35));
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], new[] { 0, 9.9, 10, 19.9, 25 }.Select(done => Share(ScheduleKind.Step, done)));
        Assert.Equal(0.5, Share(ScheduleKind.Exponential, 10), 1e-12);
        Assert.Equal(Math.Sqrt(0.5), Share(ScheduleKind.Exponential, 5), 1e-12);
        Assert.Equal(0.5, Share(ScheduleKind.InverseTime, 10), 1e-12);
        Assert.Equal(0.25, Share(ScheduleKind.InverseTime, 30), 1e-12);
        Assert.Equal(1, Share(ScheduleKind.Cosine, 0), 1e-12);
        Assert.Equal(0.5, Share(ScheduleKind.Cosine, 50), 1e-12);
        Assert.Equal(0.01, Share(ScheduleKind.Cosine, 100), 1e-12);
        Assert.Equal(0.01, Share(ScheduleKind.Exponential, 99), 1e-12);
    }

    [Fact]
    public void A_plateau_halves_the_rate_and_begins_the_count_anew()
    {
        var schedule = new LearningRateSchedule { Kind = ScheduleKind.Plateau, Every = 2 };
        double[] losses = [5, 4, 4, 4, 4.5, 3, 3, 3, 3, 3];
        double[] expected = [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25];
        for (var behind = 0; behind < losses.Length; behind++)
        {
            var history = losses.Take(behind).Select((loss, i) => new EpochRecord(i + 1, loss, null, 1, 1, 1)).ToArray();
            Assert.Equal(expected[behind], schedule.ShareAt(behind, behind + 0.1, 100, history));
        }
    }

    [Fact]
    public void A_warm_up_grows_evenly_from_the_first_step()
    {
        var schedule = new LearningRateSchedule { Warmup = 2 };
        Assert.Equal([0.25, 0.5, 0.75, 1, 1], new[] { 0, 0.5, 1, 1.5, 2 }.Select(done => schedule.ShareAt(done, done + 0.5, 100, [])));
    }

    [Fact]
    public void Problems_are_named()
    {
        Assert.Empty(new LearningRateSchedule().Problems());
        Assert.Equal(5, new LearningRateSchedule { Kind = (ScheduleKind)9, Factor = 0, Every = 0, Least = 2, Warmup = -1 }.Problems().Count());
    }

    private static double Share(ScheduleKind kind, double done) => new LearningRateSchedule { Kind = kind }.ShareAt(done, done + 0.1, 100, []);
}
