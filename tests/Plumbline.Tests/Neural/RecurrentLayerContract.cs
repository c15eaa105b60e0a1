using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;
using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

/// <summary>What every kind of recurrent layer must show beyond the contract of all layers.</summary>
public abstract class RecurrentLayerContract : NetworkContract
{
    private protected const int Steps = 4;

    private static readonly RecurrentOptions Last = new() { Result = RecurrentResult.Last };
    private static readonly RecurrentOptions State = new() { Result = RecurrentResult.State };
    private static readonly RecurrentOptions Repeated = new() { Input = RecurrentInput.Repeated };
    private static readonly RecurrentOptions FromState = new() { Input = RecurrentInput.State };

    private protected abstract RecurrentLayer Make(int steps, int inputs, int units, Activation activation, RecurrentOptions options = default);

    /// <summary>Of the kernels, for one unit.</summary>
    private protected abstract int Gates { get; }

    /// <summary>Biases at first, tensor after tensor.</summary>
    private protected abstract IEnumerable<float> FirstBiases(int units);

    private protected override IReadOnlyList<Network> Networks =>
    [
        // An encoder of two layers, its last hidden state repeated to a decoder, a dense layer at each step.
        .. Enum.GetValues<Activation>().Where(activation => activation != Activation.Softplus).Select(activation => Drawn(
            Make(Steps, 3, 4, activation), Make(Steps, 4, 6, activation, Last), Make(Steps, 6, 4, activation, Repeated), new DenseLayer(Steps, 4, 3, Activation.Tanh))),
        // An encoder's state starts a decoder, and so on.
        Drawn(Make(3, 3, 5, Activation.Tanh, State), Make(2, 5, 5, Activation.Tanh, FromState with { Result = RecurrentResult.State }), Make(Steps, 5, 5, Activation.Tanh, FromState)),
        Drawn(Make(3, 2, 17, Activation.Tanh, State), Make(2, 17, 17, Activation.Tanh, FromState with { Result = RecurrentResult.Last })),
        Drawn(Make(3, 5, 5, Activation.Tanh, FromState)),
        // Backward in time.
        Drawn(Make(3, 3, 5, Activation.Tanh, Back(default)), Make(3, 5, 5, Activation.Tanh, Back(State)), Make(3, 5, 5, Activation.Tanh, Back(FromState)),
            Make(3, 5, 3, Activation.Tanh, Back(Last)), Make(Steps, 3, 3, Activation.Tanh, Back(Repeated))),
        // A single step.
        Drawn(Make(1, 9, 20, Activation.Tanh), Make(1, 20, 2, Activation.Tanh, Back(Last))),
    ];

    private protected override Network Learner => Network.Create(
    [
        Make(Steps, 3, 24, Activation.Tanh, Last), Make(Steps, 24, 24, Activation.Tanh, Repeated), new DenseLayer(Steps, 24, 3, Activation.Linear),
    ], new Random(6));

    [Fact]
    public void Softplus_is_refused() => Assert.Throws<ArgumentException>("activation", () => new GruLayer(2, 3, 4, Activation.Softplus));

    [Fact]
    public void A_decoder_can_learn_from_the_state_alone() => NetworkCheck.LearnsOneBatchByHeart(Network.Create(
    [
        Make(Steps, 3, 24, Activation.Tanh, State), Make(Steps, 24, 24, Activation.Tanh, FromState), new DenseLayer(Steps, 24, 3, Activation.Linear),
    ], new Random(6)));

    [Fact]
    public void First_parameters_are_those_of_Keras()
    {
        const int Units = 12;
        var columns = Gates * Units;
        var tensors = Network.Create([Make(2, 50, Units, Activation.Tanh)], new Random(1)).Tensors();
        Assert.Equal([[50, columns], [Units, columns], .. Enumerable.Repeat(new[] { columns }, tensors.Count - 2)], tensors.Select(tensor => tensor.Shape.ToArray()));
        var limit = Math.Sqrt(6.0 / (50 + columns));
        Assert.InRange(tensors[0].Values.ToArray().Max(), 0.95 * limit, limit);
        Assert.InRange(tensors[0].Values.ToArray().Min(), -limit, -0.95 * limit);
        var rows = tensors[1].Values.ToArray().Chunk(columns).ToArray();
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < rows.Length; j++) Assert.Equal(i == j ? 1 : 0, rows[i].Zip(rows[j], (x, y) => (double)x * y).Sum(), 1e-6);
        Assert.Equal(FirstBiases(Units), tensors.Skip(2).SelectMany(tensor => tensor.Values.ToArray()));
    }

    [Fact]
    public void Going_backward_is_going_forward_through_the_reversed_sequence()
    {
        var there = Drawn(Make(Steps, 3, 5, Activation.Tanh));
        var back = new Network([Make(Steps, 3, 5, Activation.Tanh, Back(default))]);
        back.Load(there.Tensors());
        var sample = NetworkCheck.Samples(1, Steps * 3, seed: 3)[0];
        Assert.Equal(NetworkCheck.Forward(there, Reversed(sample, 3)), Reversed(NetworkCheck.Forward(back, sample), 5));

        static float[] Reversed(float[] values, int width) => [.. values.Chunk(width).Reverse().SelectMany(step => step)];
    }

    [Fact]
    public void Scoring_knows_no_dropout()
    {
        var without = Drawn(Make(Steps, 3, 5, Activation.Tanh));
        var with = new Network([Make(Steps, 3, 5, Activation.Tanh, new() { Dropout = 0.4 })]);
        with.Load(without.Tensors());
        var samples = NetworkCheck.Samples(3, Steps * 3, seed: 3);
        foreach (var sample in samples) Assert.Equal(NetworkCheck.Forward(without, sample), NetworkCheck.Forward(with, sample));
        using var pass = new Backpropagation(with, sample => samples[sample], _ => new float[Steps * 5], 3);
        Assert.Equal(pass.Loss([0, 1, 2]), pass.LossAndGradients([0, 1, 2]));
        Assert.NotEqual(pass.Loss([0, 1, 2]), pass.LossAndGradients([0, 1, 2], Noise.Of(1)));
    }

    /// <summary>Against the loss itself in single precision, moved by one parameter at a time under the same noise.</summary>
    [Fact]
    public void Gradients_under_dropout_agree_with_finite_differences()
    {
        const double Rate = 0.4;
        const float Move = 2e-3f;
        foreach (var network in new[]
        {
            Drawn(Make(Steps, 3, 5, Activation.Tanh, new() { Dropout = Rate }), Make(Steps, 5, 6, Activation.Tanh, Last with { Dropout = Rate }), Make(Steps, 6, 3, Activation.Tanh, Repeated with { Dropout = Rate })),
            Drawn(Make(Steps, 3, 6, Activation.Tanh, Back(State) with { Dropout = Rate }), Make(Steps, 6, 6, Activation.Tanh, Back(FromState) with { Dropout = Rate })),
        })
        {
            var samples = NetworkCheck.Samples(4, network.InputLength, seed: 4);
            var targets = NetworkCheck.Samples(4, network.OutputLength, seed: 5);
            using var pass = new Backpropagation(network, sample => samples[sample], sample => targets[sample], 4);
            var tensors = network.Tensors();
            double LossAt() => pass.LossAndGradients([0, 1, 2, 3], Noise.Of(7)) / 4;
            LossAt();
            var gradients = network.Tensors(pass.Gradients);
            foreach (var (tensor, gradient) in tensors.Zip(gradients))
            {
                for (var i = 0; i < gradient.Values.Length; i++)
                {
                    var difference = (Moved(tensor, i, Move) - Moved(tensor, i, -Move)) / (2 * Move);
                    Assert.True(Math.Abs(difference - gradient.Values.Span[i]) < 2e-4, $"{tensor.Name}[{i}]: {difference} by differences, {gradient.Values.Span[i]} calculated");
                }
            }

            double Moved(Tensor tensor, int index, float move)
            {
                var values = tensor.Values.ToArray();
                values[index] += move;
                network.Load(tensors.Select(each => each == tensor ? each with { Values = values } : each));
                return LossAt();
            }
        }
    }

    [Fact]
    public void Dropout_neither_allocates_nor_wakes_padding()
    {
        var network = Drawn(Make(Steps, 3, 5, Activation.Tanh, new() { Dropout = 0.4 }));
        var samples = NetworkCheck.Samples(4, network.InputLength, seed: 2);
        var targets = NetworkCheck.Samples(4, network.OutputLength, seed: 3);
        using var pass = new Backpropagation(network, sample => samples[sample], sample => targets[sample], 4);
        Assert.Equal(0, Enumerable.Range(0, 5).Min(seed =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++) pass.LossAndGradients([0, 1, 2, 3], Noise.Of(seed));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
        var inside = network.Tensors(pass.Gradients).Sum(tensor => tensor.Values.ToArray().Count(value => value != 0));
        Assert.Equal(inside, pass.Gradients.ToArray().Count(value => value != 0));
    }

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        Assert.Throws<ArgumentException>("inputs", () => Make(Steps, 3, 5, Activation.Tanh, FromState));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => Make(0, 3, 5, Activation.Tanh, Repeated with { Result = RecurrentResult.Last }));
        foreach (var rate in new[] { -0.1, 1, double.NaN }) Assert.Throws<ArgumentException>("options", () => Make(Steps, 3, 5, Activation.Tanh, new() { Dropout = rate }));
    }

    /// <summary>Biases drawn as well.</summary>
    private protected static Network Drawn(params Layer[] layers)
    {
        var network = Network.Create(layers, new Random(3));
        var random = new Random(5);
        network.Load(network.Tensors().Select(tensor => tensor.Shape.Count > 1 ? tensor
            : tensor with { Values = Array.ConvertAll(tensor.Values.ToArray(), value => value + (float)(0.4 * (random.NextDouble() - 0.5))) }));
        return network;
    }

    private static RecurrentOptions Back(RecurrentOptions options) => options with { Direction = TimeDirection.Backward };
}
