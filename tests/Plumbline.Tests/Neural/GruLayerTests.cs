using Plumbline.Neural;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class GruLayerTests : RecurrentLayerContract
{
    private protected override int Gates => 3;

    private protected override RecurrentLayer Make(int steps, int inputs, int units, Activation activation, RecurrentOptions options = default) =>
        new GruLayer(steps, inputs, units, activation, options);

    private protected override IEnumerable<float> FirstBiases(int units) => Enumerable.Repeat(0f, 6 * units);

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
            var numbers = NetworkCheck.Samples(8, 3 * Length, seed: 1);
            var step = new RecurrentStep
            {
                Rows = Rows,
                Units = Units,
                Gates = numbers[0],
                StateGates = numbers[1],
                GateLayout = PanelLayout.Packed(Rows, 3 * Units),
                Input = new Addend(numbers[2], PanelLayout.RowMajor(3 * Units)),
                Before = numbers[3],
            };
            GruCell.Forward<T>(activation, step, numbers[4]);
            float[] forward = [.. numbers.SelectMany(each => each)];
            GruCell.Backward<T>(activation, step, numbers[5], numbers[6], numbers[7]);
            return [.. forward, .. numbers.SelectMany(each => each)];
        }
    }

    [Fact]
    public void The_two_biases_are_two_tensors()
    {
        var network = new Network([Make(2, 5, 12, Activation.Tanh)]);
        Assert.Equal(["gru_0.kernel", "gru_0.recurrent_kernel", "gru_0.bias", "gru_0.recurrent_bias"], network.Tensors().Select(tensor => tensor.Name));
        Assert.Equal(3 * ((12 * (5 + 12)) + (2 * 12)), network.ParameterCount);
    }
}
