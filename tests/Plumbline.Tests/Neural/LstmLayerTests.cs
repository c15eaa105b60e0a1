using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class LstmLayerTests : RecurrentLayerContract
{
    private protected override int Gates => 4;

    private protected override RecurrentLayer Make(int steps, int inputs, int units, Activation activation, RecurrentOptions options = default) =>
        new LstmLayer(steps, inputs, units, activation, options);

    private protected override IEnumerable<float> FirstBiases(int units) => [.. Enumerable.Repeat(0f, units), .. Enumerable.Repeat(1f, units), .. Enumerable.Repeat(0f, 2 * units)];

    [Fact]
    public void Every_register_width_gives_the_same_bits()
    {
        foreach (var activation in Enum.GetValues<Activation>().Where(activation => activation != Activation.Softplus))
        {
            var expected = Cell<Lanes512>(activation);
            Assert.Equal(expected, Cell<Lanes256>(activation));
            Assert.Equal(expected, Cell<Lanes128>(activation));
        }

        static float[] Cell<T>(Activation activation) where T : struct, ILanes<T>
        {
            const int Rows = 3, Units = 32, Length = Rows * Units;
            var numbers = NetworkCheck.Samples(9, 4 * Length, seed: 1);
            var layout = PanelLayout.Packed(Rows, 4 * Units);
            var step = new RecurrentStep
            {
                Rows = Rows,
                Units = Units,
                Gates = numbers[0],
                StateGates = numbers[0],
                GateLayout = layout,
                Input = new Addend(numbers[0], layout),
                Before = default,
                CellsBefore = numbers[1].AsSpan(0, Length),
                Cells = numbers[2].AsSpan(0, Length),
                Activated = numbers[3].AsSpan(0, Length),
            };
            LstmCell.Forward<T>(activation, step, numbers[4]);
            float[] forward = [.. numbers.SelectMany(each => each)];
            LstmCell.Backward<T>(activation, step, numbers[5], numbers[6], numbers[7]);
            return [.. forward, .. numbers.SelectMany(each => each)];
        }
    }

    [Fact]
    public void Tensors_have_the_names_of_Keras() =>
        Assert.Equal(["lstm_0.kernel", "lstm_0.recurrent_kernel", "lstm_0.bias"], new Network([Make(2, 5, 12, Activation.Tanh)]).Tensors().Select(tensor => tensor.Name));

    [Fact]
    public void The_labs_networks_have_their_parameter_counts()
    {
        var last = new RecurrentOptions { Result = RecurrentResult.Last, Dropout = 0.2 };
        var autoencoder = new Network(
        [
            new LstmLayer(16, 21, 128, Activation.Relu, last), new LstmLayer(16, 128, 128, Activation.Relu, new() { Input = RecurrentInput.Repeated }), new LstmLayer(16, 128, 21, Activation.Tanh),
        ]);
        Assert.Equal([76_800, 131_584, 12_600], autoencoder.Layers.ToArray().Select(layer => layer.Blocks.Sum(block => block.Count)));
        Assert.Equal(220_984, autoencoder.ParameterCount);
        var sequence = new RecurrentOptions { Dropout = 0.2 };
        var classifier = new Network(
        [
            new LstmLayer(5, 24, 64, Activation.Tanh, sequence), new LstmLayer(5, 64, 64, Activation.Tanh, sequence), new LstmLayer(5, 64, 64, Activation.Tanh, last),
            .. DenseLayer.Chain(64, [(64, Activation.Tanh), (64, Activation.Tanh), (1, Activation.Tanh)]),
        ]);
        Assert.Equal(97_217, classifier.ParameterCount);
    }
}
