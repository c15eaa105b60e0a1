using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Neural;

/// <summary>The activations and their derivatives over spans of whole panels.</summary>
internal static class Activations
{
    /// <summary>Replaces sums by their activations.</summary>
    /// <param name="values">A multiple of eight values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Activation activation, Span<float> values)
    {
        if (activation == Activation.Linear) return;
        foreach (ref var x in Vectors(values))
        {
            x = activation switch
            {
                Activation.Relu => Vector256.ConditionalSelect(Vector256.LessThan(x, default), default, x),
                Activation.Tanh => Tanh(x),
                _ => Sigmoid(x),
            };
        }
    }

    /// <summary>Multiplies gradients by the activation's derivative, which each of the four gives from its own output.</summary>
    /// <param name="outputs">Activated values, a multiple of eight.</param>
    /// <param name="gradients">Same length; with respect to the outputs before, to the sums after.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Differentiate(Activation activation, ReadOnlySpan<float> outputs, Span<float> gradients)
    {
        if (activation == Activation.Linear) return;
        var ys = MemoryMarshal.Cast<float, Vector256<float>>(outputs);
        var gs = Vectors(gradients)[..ys.Length];
        for (var i = 0; i < ys.Length; i++)
        {
            var (y, g) = (ys[i], gs[i]);
            gs[i] = activation switch
            {
                Activation.Relu => Vector256.ConditionalSelect(Vector256.GreaterThan(y, default), g, default),
                Activation.Tanh => g * (Vector256<float>.One - (y * y)),
                _ => g * y * (Vector256<float>.One - y),
            };
        }
    }

    private static Vector256<float> Sigmoid(Vector256<float> x) => Vector256<float>.One / (Vector256<float>.One + Vector256.Exp(-x));

    /// <summary>Near 0 the rational form would cancel, so a polynomial takes over there (coefficients of Cephes, tanhf).</summary>
    private static Vector256<float> Tanh(Vector256<float> x)
    {
        var square = x * x;
        var series = Vector256.Create(-5.70498872745e-3f);
        series = (series * square) + Vector256.Create(2.06390887954e-2f);
        series = (series * square) + Vector256.Create(-5.37397155531e-2f);
        series = (series * square) + Vector256.Create(1.33314422036e-1f);
        series = (series * square) + Vector256.Create(-3.33332819422e-1f);
        var near = (series * square * x) + x;
        var size = Vector256.Abs(x);
        var far = Vector256<float>.One - (Vector256.Create(2f) / (Vector256.Exp(size + size) + Vector256<float>.One));
        return Vector256.ConditionalSelect(Vector256.LessThan(size, Vector256.Create(0.625f)), near, Vector256.CopySign(far, x));
    }

    private static Span<Vector256<float>> Vectors(Span<float> values) => MemoryMarshal.Cast<float, Vector256<float>>(values);
}
