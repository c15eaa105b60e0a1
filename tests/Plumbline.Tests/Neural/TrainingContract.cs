using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

/// <summary>What layers that train in another way than they score must show besides, in each of the same networks.</summary>
public abstract class TrainingContract : NetworkContract
{
    private static readonly int[] Few = [0, 1, 2, 3, 4];

    [Fact]
    public void Training_gradients_agree_with_finite_differences_of_the_loss_under_the_same_noise()
    {
        const float Step = 0.02f;
        foreach (var network in Networks)
        {
            using var pass = Pass(network, Few.Length);
            double Loss() => pass.LossAndGradients(Few, Noise.Of(7)) / Few.Length;
            Loss();
            var gradients = pass.Gradients.ToArray();
            for (var i = 0; i < gradients.Length; i++)
            {
                if (network.Parameters[i] == 0 && gradients[i] == 0) continue; // padding, which another test looks at
                var kept = network.Parameters[i];
                double At(int steps)
                {
                    network.Parameters[i] = kept + (steps * Step);
                    return Loss();
                }
                var slope = ((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / (12 * Step);
                network.Parameters[i] = kept;
                Assert.True(Math.Abs(slope - gradients[i]) < 3e-5, $"parameter {i}: {slope} by differences, {gradients[i]} calculated");
            }
        }
    }

    [Fact]
    public void The_same_noise_gives_the_same_bits_and_threads_change_nothing()
    {
        int[] all = [.. Enumerable.Range(0, 130)];
        foreach (var network in Networks)
        {
            using var one = Pass(network, all.Length);
            using var two = Pass(network, all.Length, threads: 2);
            var loss = one.LossAndGradients(all, Noise.Of(7));
            var gradients = one.Gradients.ToArray();
            Assert.Equal(loss, one.LossAndGradients(all, Noise.Of(7)));
            Assert.Equal(gradients, one.Gradients.ToArray());
            Assert.Equal(loss, two.LossAndGradients(all, Noise.Of(7)), 1e-6 * loss);
            for (var i = 0; i < gradients.Length; i++) Assert.Equal(gradients[i], two.Gradients[i], 1e-6);
        }
    }

    [Fact]
    public void Padding_gets_no_gradient_while_training()
    {
        foreach (var network in Networks)
        {
            using var pass = Pass(network, Few.Length);
            pass.LossAndGradients(Few, Noise.Of(7));
            var inside = network.Tensors(pass.Gradients).Sum(tensor => tensor.Values.ToArray().Count(value => value != 0));
            Assert.Equal(inside, pass.Gradients.ToArray().Count(value => value != 0));
            inside = network.Tensors().Sum(tensor => tensor.Values.ToArray().Count(value => value != 0));
            Assert.Equal(inside, network.Parameters.ToArray().Count(value => value != 0));
        }
    }

    [Fact]
    public void A_training_step_with_noise_allocates_nothing()
    {
        foreach (var network in Networks)
        {
            using var pass = Pass(network, Few.Length);
            // The least of a few runs: the first ones compile.
            Assert.Equal(0, Enumerable.Range(0, 5).Min(_ =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 10; i++) pass.LossAndGradients(Few, Noise.Of(i));
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }));
        }
    }

    private static Backpropagation Pass(Network network, int samples, int threads = 1)
    {
        var inputs = NetworkCheck.Samples(samples, network.InputLength, seed: 4);
        var targets = NetworkCheck.Samples(samples, network.OutputLength, seed: 5);
        return new Backpropagation(network, sample => inputs[sample], sample => targets[sample], samples, threads: threads);
    }
}
