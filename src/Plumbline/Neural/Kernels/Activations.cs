using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Neural.Kernels;

/// <summary>The activations and their derivatives over whole panels, with an exponential of our own.</summary>
/// <remarks>Within 4e-7 of the exact value, relatively, and the same bits at every register width. A NaN stays NaN.</remarks>
internal static unsafe class Activations
{
    /// <summary>Replaces sums by their activations.</summary>
    /// <param name="values">Whole panels.</param>
    public static void Apply(Activation activation, Span<float> values)
    {
        if (activation == Activation.Linear) return;
        if (Vector512.IsHardwareAccelerated) Apply<Lanes512>(activation, values);
        else if (Vector256.IsHardwareAccelerated) Apply<Lanes256>(activation, values);
        else Apply<Lanes128>(activation, values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<T>(Activation activation, Span<float> values) where T : struct, ILanes<T>
    {
        ThrowIfNotPanels(values.Length);
        if (activation == Activation.Softplus)
        {
            ApplySoftplus<T>(values);
            return;
        }
        fixed (float* x = values)
            for (var i = 0; i < values.Length; i += PanelLayout.Width) T.Store(Of(activation, T.Load(x + i)), x + i);
    }

    /// <summary>Multiplies gradients by the activation's derivative, which each gives from its own output.</summary>
    /// <param name="outputs">Activated values, whole panels.</param>
    /// <param name="gradients">Same length; with respect to the outputs before, to the sums after.</param>
    public static void Differentiate(Activation activation, ReadOnlySpan<float> outputs, Span<float> gradients)
    {
        if (activation == Activation.Linear) return;
        if (Vector512.IsHardwareAccelerated) Differentiate<Lanes512>(activation, outputs, gradients);
        else if (Vector256.IsHardwareAccelerated) Differentiate<Lanes256>(activation, outputs, gradients);
        else Differentiate<Lanes128>(activation, outputs, gradients);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Differentiate<T>(Activation activation, ReadOnlySpan<float> outputs, Span<float> gradients) where T : struct, ILanes<T>
    {
        ThrowIfNotPanels(outputs.Length);
        if (gradients.Length != outputs.Length) throw new ArgumentException($"{gradients.Length} gradients for {outputs.Length} outputs.", nameof(gradients));
        if (activation == Activation.Softplus)
        {
            DifferentiateSoftplus<T>(outputs, gradients);
            return;
        }
        fixed (float* y = outputs, g = gradients)
            for (var i = 0; i < outputs.Length; i += PanelLayout.Width) T.Store(Through(activation, T.Load(y + i), T.Load(g + i)), g + i);
    }

    /// <summary>Of one panel; not softplus, which would crowd the registers of the loops that this is inlined into.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(Activation activation, T x) where T : struct, ILanes<T> => activation switch
    {
        Activation.Relu => T.Relu(x),
        Activation.Tanh => Tanh(x),
        Activation.Sigmoid => Sigmoid(x),
        _ => x,
    };

    /// <summary>gradient * activation'(x), where output = activation(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Through<T>(Activation activation, T output, T gradient) where T : struct, ILanes<T> => activation switch
    {
        Activation.Relu => T.WhereLess(default, output, gradient, default),
        Activation.Tanh => gradient * (T.Create(1) - (output * output)),
        Activation.Sigmoid => gradient * output * (T.Create(1) - output),
        _ => gradient,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x) where T : struct, ILanes<T> => T.Create(1) / (T.Create(1) + Exp(default(T) - x));

    /// <summary>Near 0 the rational form would cancel, so a polynomial takes over there (coefficients of Cephes, tanhf).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Tanh<T>(T x) where T : struct, ILanes<T>
    {
        var square = x * x;
        var series = T.MultiplyAdd(square, T.Create(-5.70498872745e-3f), T.Create(2.06390887954e-2f));
        series = T.MultiplyAdd(series, square, T.Create(-5.37397155531e-2f));
        series = T.MultiplyAdd(series, square, T.Create(1.33314422036e-1f));
        series = T.MultiplyAdd(series, square, T.Create(-3.33332819422e-1f));
        var near = T.MultiplyAdd(series * square, x, x);
        var size = T.CopySign(x, default);
        var far = T.Create(1) - (T.Create(2) / (Exp(size + size) + T.Create(1)));
        return T.WhereLess(size, T.Create(0.625f), near, T.CopySign(far, x));
    }

    /// <summary>ln(1 + e^x) = max(x, 0) + ln(1 + u) of u = e^-|x|, which neither overflows nor, where u is small, loses it to the 1.</summary>
    /// <remarks>ln(1 + u) = 2 artanh(s) of s = u / (2 + u), at most 1/3, by its series up to s^13: what is left out is below 2e-8 of it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Softplus<T>(T x) where T : struct, ILanes<T>
    {
        var least = T.Create(-87.3f);
        var u = Exp(default(T) - T.CopySign(x, default));
        u = T.WhereLess(x, least, default, u);
        var s = u / (u + T.Create(2));
        var square = s * s;
        var series = T.MultiplyAdd(square, T.Create(2f / 13), T.Create(2f / 11));
        series = T.MultiplyAdd(series, square, T.Create(2f / 9));
        series = T.MultiplyAdd(series, square, T.Create(2f / 7));
        series = T.MultiplyAdd(series, square, T.Create(2f / 5));
        series = T.MultiplyAdd(series, square, T.Create(2f / 3));
        return T.Relu(x) + T.MultiplyAdd(series * square, s, s + s);
    }

    /// <summary>1 - e^-y of y at least 0; by its series where the difference would cancel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Complement<T>(T y) where T : struct, ILanes<T>
    {
        var series = T.MultiplyAdd(y, T.Create(-1f / 720), T.Create(1f / 120));
        series = T.MultiplyAdd(series, y, T.Create(-1f / 24));
        series = T.MultiplyAdd(series, y, T.Create(1f / 6));
        series = T.MultiplyAdd(series, y, T.Create(-1f / 2));
        return T.WhereLess(y, T.Create(0.25f), T.MultiplyAdd(series * y, y, y), T.Create(1) - Exp(default(T) - y));
    }

    /// <summary>e^x, x held within what 2^n reaches: x = n ln 2 + rest (ln 2 in two parts, Cody and Waite), a polynomial for the rest (Cephes, expf).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Exp<T>(T x) where T : struct, ILanes<T>
    {
        const float Shift = 12_582_912f; // 1.5 * 2^23: adding it rounds to a whole number, whose bits then come last
        var (least, most) = (T.Create(-87.3f), T.Create(88.3f));
        x = T.WhereLess(x, least, least, x);
        x = T.WhereLess(most, x, most, x);
        var shifted = T.MultiplyAdd(x, T.Create(1.44269504f), T.Create(Shift));
        var whole = shifted - T.Create(Shift);
        var rest = T.MultiplyAdd(whole, T.Create(-0.693359375f), x);
        rest = T.MultiplyAdd(whole, T.Create(2.12194440e-4f), rest);
        var series = T.MultiplyAdd(rest, T.Create(1.9875691500e-4f), T.Create(1.3981999507e-3f));
        series = T.MultiplyAdd(series, rest, T.Create(8.3334519073e-3f));
        series = T.MultiplyAdd(series, rest, T.Create(4.1665795894e-2f));
        series = T.MultiplyAdd(series, rest, T.Create(1.6666665459e-1f));
        series = T.MultiplyAdd(series, rest, T.Create(5.0000001201e-1f));
        series = T.MultiplyAdd(series, rest * rest, rest) + T.Create(1);
        return series * T.PowerOfTwo(shifted);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ApplySoftplus<T>(Span<float> values) where T : struct, ILanes<T>
    {
        fixed (float* x = values)
            for (var i = 0; i < values.Length; i += PanelLayout.Width) T.Store(Softplus(T.Load(x + i)), x + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DifferentiateSoftplus<T>(ReadOnlySpan<float> outputs, Span<float> gradients) where T : struct, ILanes<T>
    {
        fixed (float* y = outputs, g = gradients)
            for (var i = 0; i < outputs.Length; i += PanelLayout.Width) T.Store(T.Load(g + i) * Complement(T.Load(y + i)), g + i);
    }

    private static void ThrowIfNotPanels(int length)
    {
        if (length % PanelLayout.Width != 0) throw new ArgumentException($"{length} values are not whole panels.");
    }
}
