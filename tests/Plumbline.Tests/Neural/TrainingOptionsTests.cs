using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

public sealed class TrainingOptionsTests
{
    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        var options = new TrainingOptions();
        Assert.Equal(32, options.BatchSize);
        Assert.Equal(30, options.Epochs);
        Assert.Equal(0.1, options.ValidationShare);
        Assert.Equal(3, options.Patience);
        Assert.Equal(0, options.MinDelta);
        Assert.Equal(1e-3, options.LearningRate);
        Assert.Null(options.ClipNorm);
        Assert.Equal(OptimizerKind.Adam, options.Optimizer);
        Assert.Equal(0.01, options.WeightDecay);
        Assert.Equal(0.9, options.Momentum);
        Assert.Equal(LossKind.MeanSquaredError, options.Loss);
        Assert.Equal((0, 0), (options.L1, options.L2));
        Assert.Equal(new LearningRateSchedule { Kind = ScheduleKind.Constant, Factor = 0.5, Every = 10, Least = 0.01, Warmup = 0 }, options.Schedule);
        Assert.Equal((1, 1), (options.Starts, options.Threads));
        Assert.True(options.RefuseCollapse);
        Assert.Equal(0, options.Seed);
        Assert.Empty(options.Problems());
    }

    [Fact]
    public void All_problems_are_reported_together()
    {
        var options = new TrainingOptions
        {
            BatchSize = 0,
            Epochs = 0,
            ValidationShare = 1,
            Patience = 0,
            MinDelta = double.NaN,
            LearningRate = 0,
            ClipNorm = 0,
            Optimizer = (OptimizerKind)9,
            WeightDecay = -1,
            Momentum = 1,
            Loss = (LossKind)9,
            L1 = -1,
            L2 = double.NaN,
            Schedule = new LearningRateSchedule { Every = 0 },
            Starts = 0,
            Threads = 0,
        };
        Assert.Equal(16, options.Problems().Count());
        Assert.Single(new TrainingOptions { ValidationShare = double.NaN }.Problems());
        Assert.Single(new TrainingOptions { ClipNorm = double.NaN }.Problems());
        Assert.Empty(new TrainingOptions { ClipNorm = 0.5 }.Problems());
        Assert.Single(new TrainingOptions { LearningRate = double.PositiveInfinity }.Problems());
    }
}
