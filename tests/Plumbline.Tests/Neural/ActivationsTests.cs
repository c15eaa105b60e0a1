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
    public void A_missing_value_stays_missing(Activation activation)
    {
        var values = Enumerable.Repeat(float.NaN, 16).ToArray();
        Activations.Apply(activation, values);
        Assert.All(values, value => Assert.True(float.IsNaN(value)));
    }

    private static double Exact(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(0, x),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => x,
    };
}
