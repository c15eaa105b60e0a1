using Plumbline.Neural.Kernels;

namespace Plumbline.Tests.Neural;

public sealed class ActivationsTests
{
    private static readonly float[] Inputs = [.. Enumerable.Range(-800, 1600).Select(i => i / 40f), 1e-4f, -1e-4f, 1e-20f, 90f, -90f, 1e30f, -1e30f, 0f, 0.6249f, 0.6251f, -0.7f, 88.3f, -87.3f, -88f, 17.3287f, 1e-38f];

    [Theory]
    [InlineData(Activation.Linear)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Softplus)]
    public void Values_agree_with_double_precision_to_a_few_units_in_the_last_place(Activation activation)
    {
        var values = (float[])Inputs.Clone();
        Activations.Apply(activation, values);
        Assert.Equal(values, At<Lanes512>());
        Assert.Equal(values, At<Lanes256>());
        Assert.Equal(values, At<Lanes128>());
        for (var i = 0; i < values.Length; i++)
        {
            var exact = Exact(activation, Inputs[i]);
            Assert.Equal(exact, values[i], (4e-7 * Math.Abs(exact)) + 1e-38);
        }

        float[] At<T>() where T : struct, ILanes<T>
        {
            var copy = (float[])Inputs.Clone();
            Activations.Apply<T>(activation, copy);
            return copy;
        }
    }

    [Theory]
    [InlineData(Activation.Linear)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Softplus)]
    public void Derivatives_agree_with_finite_differences(Activation activation)
    {
        float[] inputs = [-4f, -3f, -2f, -1.5f, -1f, -0.6f, -0.3f, -0.1f, 0.1f, 0.3f, 0.6f, 1f, 1.5f, 2f, 3f, 4f];
        var outputs = (float[])inputs.Clone();
        Activations.Apply(activation, outputs);
        var gradients = Enumerable.Repeat(2f, inputs.Length).ToArray();
        Activations.Differentiate(activation, outputs, gradients);
        for (var i = 0; i < inputs.Length; i++)
            Assert.Equal((Exact(activation, inputs[i] + 1e-6) - Exact(activation, inputs[i] - 1e-6)) / 1e-6, gradients[i], 1e-5);
    }

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Softplus)]
    public void A_missing_value_stays_missing(Activation activation)
    {
        var values = Enumerable.Repeat(float.NaN, 16).ToArray();
        Activations.Apply(activation, values);
        Assert.All(values, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Softplus_keeps_its_slope_where_it_is_all_but_zero()
    {
        var values = Inputs.Where(x => x is < 0 and > -87).Take(800).ToArray();
        var outputs = (float[])values.Clone();
        Activations.Apply(Activation.Softplus, outputs);
        var expected = Slopes<Lanes512>();
        Assert.Equal(expected, Slopes<Lanes256>());
        Assert.Equal(expected, Slopes<Lanes128>());
        for (var i = 0; i < values.Length; i++)
        {
            var exact = Exact(Activation.Sigmoid, values[i]);
            Assert.Equal(exact, expected[i], 4e-7 * exact);
        }

        float[] Slopes<T>() where T : struct, ILanes<T>
        {
            var gradients = Enumerable.Repeat(1f, values.Length).ToArray();
            Activations.Differentiate<T>(Activation.Softplus, outputs, gradients);
            return gradients;
        }
    }

    private static double Exact(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(0, x),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.Softplus => Math.Max(x, 0) + LogOfOneMore(Math.Exp(-Math.Abs(x))),
        _ => x,
    };

    /// <summary>ln(1 + u), exact for small u as well: what rounding 1 + u loses is made up for (Kahan).</summary>
    private static double LogOfOneMore(double u) => 1 + u == 1 ? u : Math.Log(1 + u) * u / (1 + u - 1);
}
