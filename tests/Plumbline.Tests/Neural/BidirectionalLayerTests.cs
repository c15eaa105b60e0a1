using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class BidirectionalLayerTests : NetworkContract
{
    private const int Steps = 3;

    private static readonly RecurrentOptions Last = new() { Result = RecurrentResult.Last };
    private static readonly RecurrentOptions Repeated = new() { Input = RecurrentInput.Repeated };

    private protected override IReadOnlyList<Network> Networks =>
    [
        Network.Create([Lstm(Steps, 3, 4), Lstm(Steps, 8, 5, Last), Lstm(Steps, 10, 2, Repeated), new DenseLayer(Steps, 4, 3, Activation.Tanh)], new Random(3)),
        Network.Create([Lstm(Steps, 3, 3, new() { Result = RecurrentResult.State }), new LstmLayer(Steps, 6, 6, Activation.Tanh, new() { Input = RecurrentInput.State })], new Random(3)),
        Network.Create([Both(options => new GruLayer(Steps, 3, 9, Activation.Tanh, options)), Both(options => new SimpleRnnLayer(Steps, 18, 2, Activation.Tanh, options))], new Random(3)),
    ];

    private protected override Network Learner => Network.Create(
    [
        Lstm(Steps, 3, 16, Last), Lstm(Steps, 32, 16, Repeated), new DenseLayer(Steps, 32, 3, Activation.Linear),
    ], new Random(6));

    [Fact]
    public void Tensors_are_those_of_both_halves()
    {
        var network = new Network([Lstm(Steps, 5, 12)]);
        Assert.Equal(["forward_kernel", "forward_recurrent_kernel", "forward_bias", "backward_kernel", "backward_recurrent_kernel", "backward_bias"],
            network.Tensors().Select(tensor => tensor.Name.Replace("bidirectional_lstm_0.", "", StringComparison.Ordinal)));
        Assert.Equal(2 * 4 * 12 * (5 + 12 + 1), network.ParameterCount);
    }

    [Fact]
    public void Halves_draw_numbers_of_their_own()
    {
        var tensors = Network.Create([Lstm(Steps, 5, 12)], new Random(1)).Tensors();
        Assert.NotEqual(tensors[0].Values.ToArray(), tensors[3].Values.ToArray());
        Assert.NotEqual(0, tensors[4].Values.ToArray().Max());
    }

    [Fact]
    public void Halves_that_do_not_go_together_are_refused()
    {
        var forward = new LstmLayer(Steps, 3, 4, Activation.Tanh);
        var backwards = new RecurrentOptions { Direction = TimeDirection.Backward };
        Assert.Throws<ArgumentException>("backward", () => new BidirectionalLayer(forward, forward));
        Assert.Throws<ArgumentException>("backward", () => new BidirectionalLayer(forward, new GruLayer(Steps, 3, 4, Activation.Tanh, backwards)));
        Assert.Throws<ArgumentException>("backward", () => new BidirectionalLayer(forward, new LstmLayer(Steps, 3, 5, Activation.Tanh, backwards)));
        Assert.Throws<ArgumentException>("forward", () => new BidirectionalLayer(new LstmLayer(Steps, 3, 4, Activation.Tanh, backwards), forward));
        Assert.Throws<ArgumentException>("forward", () => Lstm(Steps, 4, 4, new() { Input = RecurrentInput.State }));
    }

    private static BidirectionalLayer Lstm(int steps, int inputs, int units, RecurrentOptions options = default) =>
        Both(direction => new LstmLayer(steps, inputs, units, Activation.Tanh, options with { Direction = direction.Direction }));

    private static BidirectionalLayer Both(Func<RecurrentOptions, RecurrentLayer> half) => new(half(default), half(new() { Direction = TimeDirection.Backward }));
}
