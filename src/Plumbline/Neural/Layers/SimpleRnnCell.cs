using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>What a plain recurrent layer does to its one sum, and the way back; formula at <see cref="SimpleRnnLayer"/>.</summary>
internal static unsafe class SimpleRnnCell
{
    private const int Width = PanelLayout.Width;

    /// <param name="hiddens">[row, unit], hidden states; the gates become the same.</param>
    public static void Forward(Activation activation, in RecurrentStep step, Span<float> hiddens)
    {
        if (Vector512.IsHardwareAccelerated) Forward<Lanes512>(activation, step, hiddens);
        else if (Vector256.IsHardwareAccelerated) Forward<Lanes256>(activation, step, hiddens);
        else Forward<Lanes128>(activation, step, hiddens);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<T>(Activation activation, in RecurrentStep step, Span<float> hiddens) where T : struct, ILanes<T>
    {
        step.ThrowIfTooShort(gates: 1);
        var (units, length, layout) = (step.Units, step.Rows * step.Units, step.GateLayout);
        if (hiddens.Length < length) throw new ArgumentException("Shorter than its shape.", nameof(hiddens));
        fixed (float* gates = step.Gates, h = hiddens)
        {
            for (var unit = 0; unit < units; unit += Width)
            {
                var z = gates + (unit / Width * layout.PanelStride);
                for (var at = unit; at < length; at += units, z += layout.RowStride)
                {
                    var hidden = Activations.Of(activation, T.Load(z));
                    T.Store(hidden, z);
                    T.Store(hidden, h + at);
                }
            }
        }
    }

    /// <summary>Replaces the activated gates by the gradients with respect to their sums.</summary>
    /// <param name="hiddenGradients">[row, unit], with respect to the hidden states.</param>
    /// <param name="sums">[row, unit], the gates' gradients once more, row by row.</param>
    public static void Backward(Activation activation, in RecurrentStep step, ReadOnlySpan<float> hiddenGradients, Span<float> sums)
    {
        if (Vector512.IsHardwareAccelerated) Backward<Lanes512>(activation, step, hiddenGradients, sums);
        else if (Vector256.IsHardwareAccelerated) Backward<Lanes256>(activation, step, hiddenGradients, sums);
        else Backward<Lanes128>(activation, step, hiddenGradients, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<T>(Activation activation, in RecurrentStep step, ReadOnlySpan<float> hiddenGradients, Span<float> sums) where T : struct, ILanes<T>
    {
        step.ThrowIfTooShort(gates: 1);
        var (units, length, layout) = (step.Units, step.Rows * step.Units, step.GateLayout);
        if (hiddenGradients.Length < length) throw new ArgumentException("Shorter than its shape.", nameof(hiddenGradients));
        if (sums.Length < length) throw new ArgumentException("Shorter than its shape.", nameof(sums));
        fixed (float* gates = step.Gates, dh = hiddenGradients, rows = sums)
        {
            for (var unit = 0; unit < units; unit += Width)
            {
                var z = gates + (unit / Width * layout.PanelStride);
                for (var at = unit; at < length; at += units, z += layout.RowStride)
                {
                    var sum = Activations.Through(activation, T.Load(z), T.Load(dh + at));
                    T.Store(sum, z);
                    T.Store(sum, rows + at);
                }
            }
        }
    }
}
