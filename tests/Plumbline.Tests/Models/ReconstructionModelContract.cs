using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Models;

/// <summary>What every reconstruction model must keep, whatever it is inside.</summary>
public abstract class ReconstructionModelContract(ModelOptions options, ModelOptions? windowed)
{
    private const int SignalCount = 5;

    [Fact]
    public void The_same_seed_gives_the_same_model_to_the_bit() => Assert.Equal(Reconstruct(Fit(options)), Reconstruct(Fit(options)));

    [Fact]
    public void A_window_is_reconstructed_alike_alone_and_in_any_batch()
    {
        foreach (var each in windowed is null ? [options] : new[] { options, windowed })
        {
            var model = Fit(each);
            var width = model.WindowLength * SignalCount;
            var data = Data().AsSpan(0, 40 * width).ToArray();
            var together = new float[data.Length];
            model.Reconstruct(data, together);
            var alone = new float[width];
            for (var start = 0; start < data.Length; start += width)
            {
                model.Reconstruct(data.AsSpan(start, width), alone);
                Assert.Equal(together.AsSpan(start, width).ToArray(), alone);
            }
        }
    }

    [Fact]
    public void Tensors_bring_the_model_back_to_the_bit()
    {
        var model = Fit(options);
        var file = SafeTensors.Write(ReconstructionModels.Tensors(model));
        var restored = ReconstructionModels.Restore(options, SignalCount, SafeTensors.Read(file));
        Assert.Equal(Reconstruct(model), Reconstruct(restored));
        Assert.Equal(model.ParameterCount, restored.ParameterCount);
    }

    [Fact]
    public void Inputs_are_not_changed()
    {
        var data = Data();
        Fit(options).Reconstruct(data, new float[data.Length]);
        Assert.Equal(Data(), data);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        var model = Fit(options);
        Assert.Throws<ArgumentException>(() => model.Reconstruct(new float[SignalCount], new float[2 * SignalCount]));
        Assert.Throws<ArgumentException>(() => model.Reconstruct(new float[SignalCount + 1], new float[SignalCount + 1]));
    }

    [Fact]
    public void Several_threads_may_reconstruct_at_once()
    {
        var model = Fit(options);
        var expected = Reconstruct(model);
        Parallel.For(0, 8, _ => Assert.Equal(expected, Reconstruct(model)));
    }

    private static IReconstructionModel Fit(ModelOptions options)
    {
        var windows = new Windows([Data()], SignalCount, options.Window);
        return ReconstructionModels.Fit(windows, options, new TrainingOptions { Epochs = 2, Seed = 3 }, new TrainingWatch(), CancellationToken.None);
    }

    private static float[] Reconstruct(IReconstructionModel model)
    {
        var data = Data();
        var result = new float[data.Length];
        model.Reconstruct(data, result);
        return result;
    }

    private static float[] Data()
    {
        var random = new Random(5);
        var data = new float[240 * SignalCount];
        for (var i = 0; i < data.Length; i++) data[i] = (float)(Math.Sin(i / SignalCount * 0.2 + (i % SignalCount)) + (0.1 * random.NextDouble()));
        return data;
    }
}

public sealed class ZScoreModelContract() : ReconstructionModelContract(new ZScoreOptions(), null);

public sealed class PcaModelContract() : ReconstructionModelContract(new PcaOptions(), new PcaOptions { Window = 4 });

public sealed class DenseAutoencoderContract() : ReconstructionModelContract(new DenseAutoencoderOptions { Units = [7, 3] }, new DenseAutoencoderOptions { Units = [9], Window = 4 });

public sealed class LstmAutoencoderContract() : ReconstructionModelContract(
    new LstmAutoencoderOptions { Units = [7, 3], Window = 4 }, new LstmAutoencoderOptions { Units = [9], Window = 3, Activation = Activation.Relu, RecurrentOutput = true });

public sealed class ConvAutoencoderContract() : ReconstructionModelContract(
    new ConvAutoencoderOptions { Filters = [7, 5], CodeFilters = 3, Window = 4 }, new ConvAutoencoderOptions { Filters = [17], Kernel = 3, Pool = 3, Window = 6, Activation = Activation.Tanh });
