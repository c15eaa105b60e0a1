using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class LstmLayerTests : NetworkContract
{
    private const int Steps = 4;

    private protected override IReadOnlyList<Network> Networks =>
    [
        // An encoder of two layers, its state repeated to a decoder, a dense layer at each step.
        .. Enum.GetValues<Activation>().Select(activation => Network.Create(
        [
            new LstmLayer(Steps, 3, Steps, 5, activation, returnsSequence: true),
            new LstmLayer(Steps, 5, Steps, 17, activation, returnsSequence: false),
            new LstmLayer(1, 17, Steps, 4, activation, returnsSequence: true),
            new DenseLayer(Steps, 4, 3, Activation.Tanh),
        ], new Random(3))),
        Network.Create([new LstmLayer(1, 9, 1, 20, Activation.Tanh, returnsSequence: true)], new Random(8)),
    ];

    private protected override Network Learner => Network.Create(
    [
        new LstmLayer(Steps, 3, Steps, 24, Activation.Tanh, returnsSequence: false),
        new LstmLayer(1, 24, Steps, 24, Activation.Tanh, returnsSequence: true),
        new DenseLayer(Steps, 24, 3, Activation.Linear),
    ], new Random(6));

    [Fact]
    public void Every_register_width_gives_the_same_bits()
    {
        foreach (var activation in Enum.GetValues<Activation>())
        {
            var expected = Cell<Lanes512>(activation);
            Assert.Equal(expected, Cell<Lanes256>(activation));
            Assert.Equal(expected, Cell<Lanes128>(activation));
        }

        static float[] Cell<T>(Activation activation) where T : struct, ILanes<T>
        {
            const int Rows = 3, Units = 32, Length = Rows * Units;
            var numbers = NetworkCheck.Samples(9, 4 * Length, seed: 1);
            var memory = new LstmMemory
            {
                Rows = Rows,
                Units = Units,
                Gates = numbers[0],
                GateLayout = PanelLayout.Packed(Rows, 4 * Units),
                Before = numbers[1].AsSpan(0, Length),
                Cells = numbers[2].AsSpan(0, Length),
                Activated = numbers[3].AsSpan(0, Length),
            };
            LstmCell.Forward<T>(activation, memory, numbers[4]);
            float[] forward = [.. numbers.SelectMany(each => each)];
            LstmCell.Backward<T>(activation, memory, numbers[5], numbers[6], numbers[7]);
            return [.. forward, .. numbers.SelectMany(each => each)];
        }
    }

    [Fact]
    public void First_parameters_are_those_of_Keras()
    {
        var tensors = Network.Create([new LstmLayer(2, 5, 2, 12, Activation.Tanh, returnsSequence: false)], new Random(1)).Tensors();
        Assert.Equal(["lstm_0.kernel", "lstm_0.recurrent_kernel", "lstm_0.bias"], tensors.Select(tensor => tensor.Name));
        Assert.Equal([[5, 48], [12, 48], [48]], tensors.Select(tensor => tensor.Shape.ToArray()));
        var limit = Math.Sqrt(6.0 / (5 + 48));
        Assert.InRange(tensors[0].Values.ToArray().Max(), 0.95 * limit, limit);
        Assert.Equal([.. Enumerable.Repeat(0f, 12), .. Enumerable.Repeat(1f, 12), .. Enumerable.Repeat(0f, 24)], tensors[2].Values.ToArray());
        var rows = tensors[1].Values.ToArray().Chunk(48).ToArray();
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < rows.Length; j++) Assert.Equal(i == j ? 1 : 0, rows[i].Zip(rows[j], (x, y) => (double)x * y).Sum(), 1e-6);
    }

    [Fact]
    public void Input_steps_that_are_neither_one_nor_all_are_refused() =>
        Assert.Throws<ArgumentException>("inputSteps", () => new LstmLayer(2, 3, 4, 5, Activation.Tanh, returnsSequence: true));
}
