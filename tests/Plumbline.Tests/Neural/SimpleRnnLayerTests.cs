using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Tests.Neural;

public sealed class SimpleRnnLayerTests : RecurrentLayerContract
{
    private protected override int Gates => 1;

    private protected override RecurrentLayer Make(int steps, int inputs, int units, Activation activation, RecurrentOptions options = default) =>
        new SimpleRnnLayer(steps, inputs, units, activation, options);

    private protected override IEnumerable<float> FirstBiases(int units) => Enumerable.Repeat(0f, units);

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
            const int Rows = 3, Units = 32;
            var numbers = NetworkCheck.Samples(4, Rows * Units, seed: 1);
            var layout = PanelLayout.Packed(Rows, Units);
            var step = new RecurrentStep { Rows = Rows, Units = Units, Gates = numbers[0], StateGates = numbers[0], GateLayout = layout, Input = new Addend(numbers[0], layout), Before = default };
            SimpleRnnCell.Forward<T>(activation, step, numbers[1]);
            float[] forward = [.. numbers.SelectMany(each => each)];
            SimpleRnnCell.Backward<T>(activation, step, numbers[2], numbers[3]);
            return [.. forward, .. numbers.SelectMany(each => each)];
        }
    }

    /// <summary>An identity as recurrent kernel hands the state on, so a hidden unit is lost at once and for good, and a kept one doubles at each step.</summary>
    [Fact]
    public void Dropout_hides_the_same_units_of_a_sample_at_every_step()
    {
        const int Units = 32, Rows = 40;
        var layer = new SimpleRnnLayer(3, Units, Units, Activation.Linear, new() { Input = RecurrentInput.State, Dropout = 0.5 });
        var parameters = new float[layer.ParameterLength];
        for (var unit = 0; unit < Units; unit++) parameters[layer.Blocks[0].IndexOf((unit * Units) + unit)] = 1;
        var (inputs, outputs) = (Enumerable.Repeat(1f, Rows * Units).ToArray(), new float[3 * Rows * Units]);
        layer.Forward(new ForwardPass
        {
            Rows = Rows,
            Parameters = parameters,
            Inputs = inputs,
            InputStride = Units,
            Outputs = outputs,
            Tape = new float[Rows * layer.TapePerRow],
            Noise = Noise.Of(1),
        });
        var steps = outputs.Chunk(Rows * Units).ToArray();
        Assert.All(steps[0], value => Assert.Contains(value, new[] { 0f, 2f }));
        Assert.Equal(steps[0].Select(value => value * 2), steps[1]);
        Assert.Equal(steps[0].Select(value => value * 4), steps[2]);
        Assert.InRange(steps[0].Average(), 0.9, 1.1);
        Assert.Equal(Rows, steps[0].Chunk(Units).Select(row => string.Join(' ', row)).Distinct().Count());
    }
}
