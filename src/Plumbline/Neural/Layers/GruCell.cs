using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>What a gated recurrent unit does to its gates once they are summed, and the way back; formulas at <see cref="GruLayer"/>.</summary>
internal static unsafe class GruCell
{
    private const int Width = PanelLayout.Width;

    /// <summary>Puts both shares of the sums together into activated gates, and from them makes the next hidden states.</summary>
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
        step.ThrowIfTooShort(gates: 3);
        var (units, length, layout, inputLayout) = (step.Units, step.Rows * step.Units, step.GateLayout, step.Input.Layout);
        if (hiddens.Length < length) throw new ArgumentException("Shorter than its shape.", nameof(hiddens));
        if (inputLayout.Panels != layout.Panels || step.Input.Values.Length < inputLayout.Span(step.Rows)) throw new ArgumentException("Shorter than its shape.", nameof(step));
        nint gate = units / Width * layout.PanelStride, inputGate = units / Width * inputLayout.PanelStride;
        fixed (float* gates = step.Gates, stateGates = step.StateGates, inputs = step.Input.Values, before = step.Before, h = hiddens)
        {
            for (var unit = 0; unit < units; unit += Width)
            {
                nint place = unit / Width * layout.PanelStride;
                var x = inputs + (unit / Width * inputLayout.PanelStride);
                for (var at = unit; at < length; at += units, place += layout.RowStride, x += inputLayout.RowStride)
                {
                    float* own = gates + place, state = stateGates + place;
                    var z = Activations.Sigmoid(T.Load(x) + T.Load(state));
                    var r = Activations.Sigmoid(T.Load(x + inputGate) + T.Load(state + gate));
                    var n = Activations.Of(activation, T.MultiplyAdd(r, T.Load(state + (2 * gate)), T.Load(x + (2 * inputGate))));
                    var hidden = (T.Create(1) - z) * n;
                    if (before != null) hidden = T.MultiplyAdd(z, T.Load(before + at), hidden);
                    T.Store(z, own);
                    T.Store(r, own + gate);
                    T.Store(n, own + (2 * gate));
                    T.Store(hidden, h + at);
                }
            }
        }
    }

    /// <summary>Replaces the activated gates, and the state's share of the sums, by the gradients with respect to the one and the other sums.</summary>
    /// <param name="hiddenGradients">[row, unit], with respect to the hidden states; then the part of it that goes straight to the ones before.</param>
    /// <param name="sums">[row, gate unit], the gradients with respect to the inputs' share once more, row by row.</param>
    /// <param name="stateSums">[row, gate unit], the same with respect to the state's share.</param>
    public static void Backward(Activation activation, in RecurrentStep step, Span<float> hiddenGradients, Span<float> sums, Span<float> stateSums)
    {
        if (Vector512.IsHardwareAccelerated) Backward<Lanes512>(activation, step, hiddenGradients, sums, stateSums);
        else if (Vector256.IsHardwareAccelerated) Backward<Lanes256>(activation, step, hiddenGradients, sums, stateSums);
        else Backward<Lanes128>(activation, step, hiddenGradients, sums, stateSums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<T>(Activation activation, in RecurrentStep step, Span<float> hiddenGradients, Span<float> sums, Span<float> stateSums)
        where T : struct, ILanes<T>
    {
        step.ThrowIfTooShort(gates: 3);
        var (units, length, layout) = (step.Units, step.Rows * step.Units, step.GateLayout);
        if (hiddenGradients.Length < length) throw new ArgumentException("Shorter than its shape.", nameof(hiddenGradients));
        if (sums.Length < 3 * length) throw new ArgumentException("Shorter than its shape.", nameof(sums));
        if (stateSums.Length < 3 * length) throw new ArgumentException("Shorter than its shape.", nameof(stateSums));
        nint gate = units / Width * layout.PanelStride;
        fixed (float* gates = step.Gates, stateGates = step.StateGates, before = step.Before, dh = hiddenGradients, rows = sums, stateRows = stateSums)
        {
            for (var unit = 0; unit < units; unit += Width)
            {
                nint place = unit / Width * layout.PanelStride, row = unit;
                for (var at = unit; at < length; at += units, place += layout.RowStride, row += 3 * units)
                {
                    float* own = gates + place, state = stateGates + place, sum = rows + row, stateSum = stateRows + row;
                    T z = T.Load(own), r = T.Load(own + gate), n = T.Load(own + (2 * gate)), hidden = T.Load(dh + at), one = T.Create(1);
                    var from = before == null ? default : T.Load(before + at);
                    var dz = hidden * (from - n) * z * (one - z);
                    var dn = Activations.Through(activation, n, hidden * (one - z));
                    var dr = dn * T.Load(state + (2 * gate)) * r * (one - r);
                    var dm = dn * r;
                    T.Store(hidden * z, dh + at);
                    T.Store(dz, own);
                    T.Store(dr, own + gate);
                    T.Store(dn, own + (2 * gate));
                    T.Store(dz, state);
                    T.Store(dr, state + gate);
                    T.Store(dm, state + (2 * gate));
                    T.Store(dz, sum);
                    T.Store(dr, sum + units);
                    T.Store(dn, sum + (2 * units));
                    T.Store(dz, stateSum);
                    T.Store(dr, stateSum + units);
                    T.Store(dm, stateSum + (2 * units));
                }
            }
        }
    }
}
