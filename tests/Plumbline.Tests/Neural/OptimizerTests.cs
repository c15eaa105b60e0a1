using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

/// <summary>Each optimiser against its formulas in double precision, one parameter at a time.</summary>
public sealed class OptimizerTests
{
    private static readonly double[] Gradients = [0.5, -0.25, 0.1, 2, -3, 0, 1e-4, 1e-9];

    [Fact]
    public void Adam_follows_its_formulas() => Follows(OptimizerKind.Adam, AdamStep);

    [Fact]
    public void AdamW_shrinks_kernels_and_not_biases_before_the_step_of_Adam()
    {
        Follows(OptimizerKind.AdamW, (w, g, memory, step) => AdamStep(w * (1 - (1e-3 * 0.01)), g, memory, step), first: 0.5f);
        var network = new Network(DenseLayer.Chain(2, [(3, Activation.Linear)]));
        network.Parameters.Fill(1);
        Optimizer.Create(new TrainingOptions { Optimizer = OptimizerKind.AdamW, WeightDecay = 0.1 }, network).Step(new float[network.Parameters.Length], 0.5, network.Parameters);
        Assert.All(network.Tensors()[0].Values.ToArray(), weight => Assert.Equal(0.95f, weight));
        Assert.All(network.Tensors()[1].Values.ToArray(), bias => Assert.Equal(1, bias));
    }

    [Fact]
    public void RmsProp_follows_its_formulas() => Follows(OptimizerKind.RmsProp, (w, g, memory, _) =>
    {
        memory[0] = (0.9 * memory[0]) + (0.1 * g * g);
        return w - (1e-3 * g / Math.Sqrt(memory[0] + 1e-7));
    });

    [Fact]
    public void Gradient_descent_keeps_its_momentum() => Follows(OptimizerKind.Sgd, (w, g, memory, _) =>
    {
        memory[0] = (0.9 * memory[0]) - (1e-3 * g);
        return w + memory[0];
    });

    [Fact]
    public void Steps_are_counted_and_memory_can_be_given_back()
    {
        foreach (var kind in Enum.GetValues<OptimizerKind>())
        {
            var (first, second) = (Of(kind), Of(kind));
            var (some, others) = (new float[16], new float[16]);
            for (var step = 1; step <= 3; step++) first.Step(Single(step), 1e-3, some);
            Assert.Equal(3, first.Steps);
            some.CopyTo(others, 0);
            second.Steps = first.Steps;
            for (var i = 0; i < first.Memory.Count; i++) first.Memory[i].Span.CopyTo(second.Memory[i].Span);
            first.Step(Single(4), 1e-3, some);
            second.Step(Single(4), 1e-3, others);
            Assert.Equal(some, others);
        }
    }

    private static double AdamStep(double weight, double gradient, double[] memory, int step)
    {
        memory[0] = (0.9 * memory[0]) + (0.1 * gradient);
        memory[1] = (0.999 * memory[1]) + (0.001 * gradient * gradient);
        return weight - (1e-3 * Math.Sqrt(1 - Math.Pow(0.999, step)) / (1 - Math.Pow(0.9, step)) * memory[0] / (Math.Sqrt(memory[1]) + 1e-7));
    }

    private static void Follows(OptimizerKind kind, Func<double, double, double[], int, double> formula, float first = 0)
    {
        var expected = Enumerable.Repeat((double)first, 16).ToArray();
        var parameters = Enumerable.Repeat(first, 16).ToArray();
        var memory = Enumerable.Range(0, 16).Select(_ => new double[2]).ToArray();
        var optimizer = Of(kind);
        for (var step = 1; step <= 20; step++)
        {
            var gradients = Single(step);
            for (var i = 0; i < 8; i++) expected[i] = formula(expected[i], Gradients[i] * (step % 3), memory[i], step);
            optimizer.Step(gradients, 1e-3, parameters);
        }
        for (var i = 0; i < 8; i++) Assert.Equal(expected[i], parameters[i], 1e-6);
    }

    // Of a network whose sixteen first parameters are a kernel.
    private static Optimizer Of(OptimizerKind kind)
    {
        var network = new Network([new OneKernel()]);
        return Optimizer.Create(new TrainingOptions { Optimizer = kind }, network);
    }

    private static float[] Single(int step) => [.. Gradients.Select(gradient => (float)(gradient * (step % 3))), .. new float[8]];

    private sealed class OneKernel() : Layer(1, 1, 1, 16)
    {
        public override string Kind => "kernel";

        public override IReadOnlyList<ParameterBlock> Blocks { get; } = [new("kernel", 1, 1, 16, PanelLayout.RowMajor(16), 0)];

        public override int ParameterLength => 16;

        public override int ScratchLength(int rows) => 0;

        public override void Initialise(Span<float> parameters, Random random)
        {
        }

        public override void Forward(in ForwardPass pass) => throw new NotSupportedException();

        public override void Backward(in BackwardPass pass) => throw new NotSupportedException();
    }
}
