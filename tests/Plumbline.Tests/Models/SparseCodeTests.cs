using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Models;

public sealed class SparseCodeContract() : WindowModelContract(
    new DenseAutoencoderOptions { Units = [9], CodePenalty = 1e-3 }, new LstmAutoencoderOptions { Units = [6], Window = 3, CodePenalty = 1e-3 },
    new ConvAutoencoderOptions { Filters = [5], CodeFilters = 3, Window = 4, CodePenalty = 1e-3 })
{
    protected override bool OrderCounts => true;
}

public sealed class SparseCodeTests
{
    [Fact]
    public void The_penalty_follows_the_code()
    {
        Assert.Equal(["dense", "dense", "activity_penalty", "dense", "dense"], Kinds(new DenseAutoencoderOptions { Units = [8, 4], CodePenalty = 0.1 }.Layers(1, 6)));
        Assert.Equal(["lstm", "activity_penalty", "lstm", "dense"], Kinds(new LstmAutoencoderOptions { Units = [8], CodePenalty = 0.1 }.Layers(4, 6)));
        Assert.Equal(["convolution", "max_pool", "convolution", "activity_penalty"], Kinds(new ConvAutoencoderOptions { Filters = [8], CodePenalty = 0.1 }.Layers(4, 6)).Take(4));
        Assert.DoesNotContain("activity_penalty", Kinds(new DenseAutoencoderOptions().Layers(1, 6)));
        Assert.Equal(["codePenalty is -1; expected at least 0"], new DenseAutoencoderOptions { CodePenalty = -1 }.Problems());
    }

    [Fact]
    public void Most_of_a_wide_code_stays_at_0()
    {
        var (sparse, wide) = (Active(0.01), Active(0));
        Assert.True(sparse < wide / 2, $"{sparse} and {wide} of 60 units active");
    }

    // Mean number of code units that are not 0.
    private static double Active(double penalty)
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 400).SelectMany(_ =>
        {
            var hidden = (random.NextDouble(), random.NextDouble());
            return Enumerable.Range(0, 6).Select(signal => (float)((signal * hidden.Item1) - hidden.Item2));
        }).ToArray();
        var options = new DenseAutoencoderOptions { Units = [60], CodePenalty = penalty };
        var model = Autoencoder.Fit(new Windows([rows], 6, 1), options, new TrainingOptions { Epochs = 40, Seed = 1, LearningRate = 3e-3 }, new TrainingWatch(), CancellationToken.None);
        var tensors = model.Tensors();
        var encoder = new Network([options.Layers(1, 6)[0]]);
        encoder.Load(tensors.Where(tensor => tensor.Name.StartsWith("dense_0", StringComparison.Ordinal)));
        var code = new float[400 * 60];
        encoder.Forward(rows, code);
        return code.Count(unit => unit > 1e-6f) / 400.0;
    }

    private static IEnumerable<string> Kinds(IReadOnlyList<Layer> layers) => layers.Select(layer => layer.Kind);
}
