using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>What a long short-term memory does to its gates once they are summed, and the way back; formulas at <see cref="LstmLayer"/>.</summary>
internal static unsafe class LstmCell
{
    private const int Width = PanelLayout.Width;

    /// <summary>Activates the gates where they lie, and from them makes the next cell states.</summary>
    /// <param name="hiddens">[row, unit], hidden states.</param>
    public static void Forward(Activation activation, in RecurrentStep step, Span<float> hiddens)
    {
        if (Vector512.IsHardwareAccelerated) Forward<Lanes512>(activation, step, hiddens);
        else if (Vector256.IsHardwareAccelerated) Forward<Lanes256>(activation, step, hiddens);
        else Forward<Lanes128>(activation, step, hiddens);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<T>(Activation activation, in RecurrentStep step, Span<float> hiddens) where T : struct, ILanes<T>
    {
        var (units, length) = Check(step);
        if (hiddens.Length < length) throw new ArgumentException("Shorter than its shape.", nameof(hiddens));
        nint gate = units / Width * step.GateLayout.PanelStride, rowStride = step.GateLayout.RowStride;
        fixed (float* gates = step.Gates, before = step.CellsBefore, cells = step.Cells, activated = step.Activated, h = hiddens)
        {
            for (var unit = 0; unit < units; unit += Width)
            {
                var z = gates + (unit / Width * step.GateLayout.PanelStride);
                for (var at = unit; at < length; at += units, z += rowStride)
                {
                    var i = Activations.Sigmoid(T.Load(z));
                    var g = Activations.Of(activation, T.Load(z + (2 * gate)));
                    var cell = i * g;
                    var f = Activations.Sigmoid(T.Load(z + gate));
                    if (before != null) cell = T.MultiplyAdd(f, T.Load(before + at), cell);
                    var o = Activations.Sigmoid(T.Load(z + (3 * gate)));
                    var a = Activations.Of(activation, cell);
                    T.Store(i, z);
                    T.Store(f, z + gate);
                    T.Store(g, z + (2 * gate));
                    T.Store(o, z + (3 * gate));
                    T.Store(cell, cells + at);
                    T.Store(a, activated + at);
                    T.Store(o * a, h + at);
                }
            }
        }
    }

    /// <summary>Replaces the activated gates by the gradients with respect to their sums.</summary>
    /// <param name="hiddenGradients">[row, unit], with respect to the hidden states.</param>
    /// <param name="cellGradients">[row, unit], with respect to the cell states as the next step sees them; to the ones before, afterwards.</param>
    /// <param name="sums">[row, gate unit], the gates' gradients once more, row by row.</param>
    public static void Backward(Activation activation, in RecurrentStep step, ReadOnlySpan<float> hiddenGradients, Span<float> cellGradients, Span<float> sums)
    {
        if (Vector512.IsHardwareAccelerated) Backward<Lanes512>(activation, step, hiddenGradients, cellGradients, sums);
        else if (Vector256.IsHardwareAccelerated) Backward<Lanes256>(activation, step, hiddenGradients, cellGradients, sums);
        else Backward<Lanes128>(activation, step, hiddenGradients, cellGradients, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<T>(Activation activation, in RecurrentStep step, ReadOnlySpan<float> hiddenGradients, Span<float> cellGradients, Span<float> sums)
        where T : struct, ILanes<T>
    {
        var (units, length) = Check(step);
        if (hiddenGradients.Length < length) throw new ArgumentException("Shorter than its shape.", nameof(hiddenGradients));
        if (cellGradients.Length < length) throw new ArgumentException("Shorter than its shape.", nameof(cellGradients));
        if (sums.Length < 4 * length) throw new ArgumentException("Shorter than its shape.", nameof(sums));
        nint gate = units / Width * step.GateLayout.PanelStride, rowStride = step.GateLayout.RowStride;
        fixed (float* gates = step.Gates, before = step.CellsBefore, activated = step.Activated, dh = hiddenGradients, dc = cellGradients, rows = sums)
        {
            for (var unit = 0; unit < units; unit += Width)
            {
                var z = gates + (unit / Width * step.GateLayout.PanelStride);
                var sum = rows + unit;
                for (var at = unit; at < length; at += units, z += rowStride, sum += 4 * units)
                {
                    T i = T.Load(z), f = T.Load(z + gate), g = T.Load(z + (2 * gate)), o = T.Load(z + (3 * gate)), a = T.Load(activated + at), hidden = T.Load(dh + at);
                    var cell = T.Load(dc + at) + Activations.Through(activation, a, hidden * o);
                    var one = T.Create(1);
                    var di = cell * g * i * (one - i);
                    var df = before == null ? default : cell * T.Load(before + at) * f * (one - f);
                    var dg = Activations.Through(activation, g, cell * i);
                    var dout = hidden * a * o * (one - o);
                    T.Store(cell * f, dc + at);
                    T.Store(di, z);
                    T.Store(df, z + gate);
                    T.Store(dg, z + (2 * gate));
                    T.Store(dout, z + (3 * gate));
                    T.Store(di, sum);
                    T.Store(df, sum + units);
                    T.Store(dg, sum + (2 * units));
                    T.Store(dout, sum + (3 * units));
                }
            }
        }
    }

    /// <returns>Units, and the length of [row, unit].</returns>
    private static (int Units, int Length) Check(in RecurrentStep step)
    {
        step.ThrowIfTooShort(gates: 4);
        var length = step.Rows * step.Units;
        if ((step.CellsBefore.Length != 0 && step.CellsBefore.Length < length) || step.Cells.Length < length || step.Activated.Length < length)
            throw new ArgumentException("Shorter than its shape.", nameof(step));
        return (step.Units, length);
    }
}
