using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Neural;

/// <summary>Single-precision matrix products, one register block at a time.</summary>
/// <remarks>
/// Each element is bias[n], then + left[r, k] * right[k, n] for k = 0, 1, 2, ... in one chain of fused multiply-adds, whatever block it
/// falls into. So a row's result does not depend, to the bit, on the rows around it. Reordering the sum for speed would break that.
/// NN is a plain left operand times packed weights, TN (weight gradients) a transposed one times row-major deltas, and NT (input
/// gradients) a plain one times weights that <see cref="PanelTranspose"/> has turned first.
/// </remarks>
internal static unsafe class Gemm
{
    /// <summary>target[r, n] = activation(bias[n] + sum over k of left[r, k] * right[k, n]).</summary>
    /// <param name="right">[step, column] in <paramref name="rightLayout"/>.</param>
    /// <param name="bias">[column], padded to whole panels; empty for none.</param>
    /// <param name="relu">Negative results become 0.</param>
    /// <param name="target">[row, column] in <paramref name="targetLayout"/>; padding columns are written too.</param>
    /// <exception cref="ArgumentException">A span is too short for its layout.</exception>
    public static void Multiply(LeftOperand left, ReadOnlySpan<float> right, PanelLayout rightLayout, ReadOnlySpan<float> bias, bool relu,
        Span<float> target, PanelLayout targetLayout)
    {
        if (Vector512.IsHardwareAccelerated) Multiply<Lanes512>(left, right, rightLayout, bias, relu, target, targetLayout);
        else if (Vector256.IsHardwareAccelerated) Multiply<Lanes256>(left, right, rightLayout, bias, relu, target, targetLayout);
        else Multiply<Lanes128>(left, right, rightLayout, bias, relu, target, targetLayout);
    }

    /// <inheritdoc cref="Multiply(LeftOperand, ReadOnlySpan{float}, PanelLayout, ReadOnlySpan{float}, bool, Span{float}, PanelLayout)"/>
    /// <remarks>At a register width of the caller's choice.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(LeftOperand left, ReadOnlySpan<float> right, PanelLayout rightLayout, ReadOnlySpan<float> bias, bool relu,
        Span<float> target, PanelLayout targetLayout) where T : struct, ILanes<T>
    {
        var panels = targetLayout.Panels;
        if (rightLayout.Panels != panels) throw new ArgumentException("The two sides have different columns.", nameof(rightLayout));
        if (left.Values.Length < left.Span) throw new ArgumentException("Shorter than its shape.", nameof(left));
        if (right.Length < rightLayout.Span(left.Steps)) throw new ArgumentException("Shorter than its shape.", nameof(right));
        if (bias.Length != 0 && bias.Length < panels * PanelLayout.Width) throw new ArgumentException("Shorter than its shape.", nameof(bias));
        if (target.Length < targetLayout.Span(left.Rows)) throw new ArgumentException("Shorter than its shape.", nameof(target));

        fixed (float* a = left.Values, b = right, start = bias, c = target)
        {
            var product = new Product(a, b, start, c, left.Steps, left.RowStride, left.StepStride, rightLayout, targetLayout, relu);
            // Blocks of several rows share each loaded weight. The last rows go one by one, four panels at a time, so that there are
            // always enough independent sums to keep the multipliers busy.
            var blocked = 0;
            while (left.Rows - blocked >= 4) blocked += BlockRows<T>(left.Rows - blocked);
            for (var panel = 0; panel < panels && blocked > 0; panel++)
            {
                for (var row = 0; row < blocked;)
                {
                    var rows = BlockRows<T>(left.Rows - row);
                    if (rows == 8) EightRows<T>(in product, row, panel);
                    else if (rows == 6) SixRows<T>(in product, row, panel);
                    else FourRows<T>(in product, row, panel);
                    row += rows;
                }
            }
            for (var row = blocked; row < left.Rows; row++)
            {
                var panel = 0;
                for (; panel + 4 <= panels; panel += 4) FourPanels<T>(in product, row, panel);
                if (panel + 2 <= panels)
                {
                    TwoPanels<T>(in product, row, panel);
                    panel += 2;
                }
                if (panel < panels) OnePanel<T>(in product, row, panel);
            }
        }
    }

    /// <summary>Rows of the next block when at least four are left; 8 = 4 + 4 beats 6 + 1 + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BlockRows<T>(int left) where T : struct, ILanes<T> => left >= T.RowBlock && !(T.RowBlock == 6 && left == 8) ? T.RowBlock : 4;

    private readonly struct Product(float* left, float* right, float* bias, float* target, int steps, int rowStride, int stepStride,
        PanelLayout rightLayout, PanelLayout targetLayout, bool relu)
    {
        public readonly int Steps = steps;
        public readonly nint RowStride = rowStride;
        public readonly nint StepStride = stepStride;
        public readonly nint RightStride = rightLayout.RowStride;
        public readonly nint RightPanel = rightLayout.PanelStride;
        public readonly nint TargetStride = targetLayout.RowStride;
        public readonly nint TargetPanel = targetLayout.PanelStride;

        public float* Left(int row) => left + (row * RowStride);

        public float* Right(int panel) => right + (panel * RightPanel);

        public float* Target(int row, int panel) => target + (row * TargetStride) + (panel * TargetPanel);

        public T Start<T>(int panel) where T : struct, ILanes<T> => bias == null ? default : T.Load(bias + (panel * PanelLayout.Width));

        public void Finish<T>(T sum, float* target) where T : struct, ILanes<T> => T.Store(relu ? T.Relu(sum) : sum, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightRows<T>(in Product product, int row, int panel) where T : struct, ILanes<T>
    {
        float* a = product.Left(row), b = product.Right(panel);
        nint one = product.RowStride, step = product.StepStride, next = product.RightStride;
        T c0 = product.Start<T>(panel), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        for (var steps = product.Steps; steps > 0; steps--, a += step, b += next)
        {
            var w = T.Load(b);
            c0 = T.MultiplyAdd(a[0], w, c0);
            c1 = T.MultiplyAdd(a[one], w, c1);
            c2 = T.MultiplyAdd(a[2 * one], w, c2);
            c3 = T.MultiplyAdd(a[3 * one], w, c3);
            c4 = T.MultiplyAdd(a[4 * one], w, c4);
            c5 = T.MultiplyAdd(a[5 * one], w, c5);
            c6 = T.MultiplyAdd(a[6 * one], w, c6);
            c7 = T.MultiplyAdd(a[7 * one], w, c7);
        }
        var c = product.Target(row, panel);
        var down = product.TargetStride;
        product.Finish(c0, c);
        product.Finish(c1, c + down);
        product.Finish(c2, c + (2 * down));
        product.Finish(c3, c + (3 * down));
        product.Finish(c4, c + (4 * down));
        product.Finish(c5, c + (5 * down));
        product.Finish(c6, c + (6 * down));
        product.Finish(c7, c + (7 * down));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixRows<T>(in Product product, int row, int panel) where T : struct, ILanes<T>
    {
        float* a = product.Left(row), b = product.Right(panel);
        nint one = product.RowStride, step = product.StepStride, next = product.RightStride;
        T c0 = product.Start<T>(panel), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0;
        for (var steps = product.Steps; steps > 0; steps--, a += step, b += next)
        {
            var w = T.Load(b);
            c0 = T.MultiplyAdd(a[0], w, c0);
            c1 = T.MultiplyAdd(a[one], w, c1);
            c2 = T.MultiplyAdd(a[2 * one], w, c2);
            c3 = T.MultiplyAdd(a[3 * one], w, c3);
            c4 = T.MultiplyAdd(a[4 * one], w, c4);
            c5 = T.MultiplyAdd(a[5 * one], w, c5);
        }
        var c = product.Target(row, panel);
        var down = product.TargetStride;
        product.Finish(c0, c);
        product.Finish(c1, c + down);
        product.Finish(c2, c + (2 * down));
        product.Finish(c3, c + (3 * down));
        product.Finish(c4, c + (4 * down));
        product.Finish(c5, c + (5 * down));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows<T>(in Product product, int row, int panel) where T : struct, ILanes<T>
    {
        float* a = product.Left(row), b = product.Right(panel);
        nint one = product.RowStride, step = product.StepStride, next = product.RightStride;
        T c0 = product.Start<T>(panel), c1 = c0, c2 = c0, c3 = c0;
        for (var steps = product.Steps; steps > 0; steps--, a += step, b += next)
        {
            var w = T.Load(b);
            c0 = T.MultiplyAdd(a[0], w, c0);
            c1 = T.MultiplyAdd(a[one], w, c1);
            c2 = T.MultiplyAdd(a[2 * one], w, c2);
            c3 = T.MultiplyAdd(a[3 * one], w, c3);
        }
        var c = product.Target(row, panel);
        var down = product.TargetStride;
        product.Finish(c0, c);
        product.Finish(c1, c + down);
        product.Finish(c2, c + (2 * down));
        product.Finish(c3, c + (3 * down));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourPanels<T>(in Product product, int row, int panel) where T : struct, ILanes<T>
    {
        float* a = product.Left(row), b = product.Right(panel);
        nint step = product.StepStride, next = product.RightStride, one = product.RightPanel;
        T c0 = product.Start<T>(panel), c1 = product.Start<T>(panel + 1), c2 = product.Start<T>(panel + 2), c3 = product.Start<T>(panel + 3);
        for (var steps = product.Steps; steps > 0; steps--, a += step, b += next)
        {
            var x = *a;
            c0 = T.MultiplyAdd(x, T.Load(b), c0);
            c1 = T.MultiplyAdd(x, T.Load(b + one), c1);
            c2 = T.MultiplyAdd(x, T.Load(b + (2 * one)), c2);
            c3 = T.MultiplyAdd(x, T.Load(b + (3 * one)), c3);
        }
        product.Finish(c0, product.Target(row, panel));
        product.Finish(c1, product.Target(row, panel + 1));
        product.Finish(c2, product.Target(row, panel + 2));
        product.Finish(c3, product.Target(row, panel + 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoPanels<T>(in Product product, int row, int panel) where T : struct, ILanes<T>
    {
        float* a = product.Left(row), b = product.Right(panel);
        nint step = product.StepStride, next = product.RightStride, one = product.RightPanel;
        T c0 = product.Start<T>(panel), c1 = product.Start<T>(panel + 1);
        for (var steps = product.Steps; steps > 0; steps--, a += step, b += next)
        {
            var x = *a;
            c0 = T.MultiplyAdd(x, T.Load(b), c0);
            c1 = T.MultiplyAdd(x, T.Load(b + one), c1);
        }
        product.Finish(c0, product.Target(row, panel));
        product.Finish(c1, product.Target(row, panel + 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OnePanel<T>(in Product product, int row, int panel) where T : struct, ILanes<T>
    {
        float* a = product.Left(row), b = product.Right(panel);
        nint step = product.StepStride, next = product.RightStride;
        T c0 = product.Start<T>(panel);
        for (var steps = product.Steps; steps > 0; steps--, a += step, b += next)
        {
            var x = *a;
            c0 = T.MultiplyAdd(x, T.Load(b), c0);
        }
        product.Finish(c0, product.Target(row, panel));
    }
}
