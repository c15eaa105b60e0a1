using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Neural.Kernels;

/// <summary>Single-precision matrix products, one register block at a time.</summary>
/// <remarks>
/// Each element is addend[r, n], then + left[r, k] * right[k, n] for k = 0, 1, 2, ... in one chain of fused multiply-adds, whatever block it
/// falls into. So a row's result does not depend, to the bit, on the rows around it. Reordering the sum for speed would break that.
/// NN is a plain left operand times packed weights, TN (weight gradients) a transposed one times row-major deltas, and NT (input
/// gradients) a plain one times weights that <see cref="PanelTranspose"/> has turned first.
/// </remarks>
internal static unsafe class Gemm
{
    /// <summary>target[r, n] = activation(addend[r, n] + sum over k of left[r, k] * right[k, n]).</summary>
    /// <param name="right">[step, column] in <paramref name="rightLayout"/>.</param>
    /// <param name="addend">[row, column] in its own layout; may be the target itself.</param>
    /// <param name="relu">Negative results become 0.</param>
    /// <param name="target">[row, column] in <paramref name="targetLayout"/>; padding columns are written too.</param>
    /// <exception cref="ArgumentException">A span is too short for its layout.</exception>
    public static void Multiply(LeftOperand left, ReadOnlySpan<float> right, PanelLayout rightLayout, Addend addend, bool relu,
        Span<float> target, PanelLayout targetLayout)
    {
        if (Vector512.IsHardwareAccelerated) Multiply<Lanes512>(left, right, rightLayout, addend, relu, target, targetLayout);
        else if (Vector256.IsHardwareAccelerated) Multiply<Lanes256>(left, right, rightLayout, addend, relu, target, targetLayout);
        else Multiply<Lanes128>(left, right, rightLayout, addend, relu, target, targetLayout);
    }

    /// <inheritdoc cref="Multiply(LeftOperand, ReadOnlySpan{float}, PanelLayout, Addend, bool, Span{float}, PanelLayout)"/>
    /// <remarks>At a register width of the caller's choice.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(LeftOperand left, ReadOnlySpan<float> right, PanelLayout rightLayout, Addend addend, bool relu,
        Span<float> target, PanelLayout targetLayout) where T : struct, ILanes<T>
    {
        var panels = targetLayout.Panels;
        if (rightLayout.Panels != panels) throw new ArgumentException("The two sides have different columns.", nameof(rightLayout));
        if (left.Values.Length < left.Span) throw new ArgumentException("Shorter than its shape.", nameof(left));
        if (right.Length < rightLayout.Span(left.Steps)) throw new ArgumentException("Shorter than its shape.", nameof(right));
        if (addend.Values.Length != 0 && (addend.Layout.Panels != panels || addend.Values.Length < addend.Layout.Span(left.Rows)))
            throw new ArgumentException("Shorter than its shape, or of other columns.", nameof(addend));
        if (target.Length < targetLayout.Span(left.Rows)) throw new ArgumentException("Shorter than its shape.", nameof(target));

        // Without an addend every sum starts from the same panel of zeros.
        fixed (float* a = left.Values, b = right, added = addend.Values.IsEmpty ? Zeros : addend.Values, c = target)
        {
            var product = new Product(a, b, added, c, left.Steps, left.RowStride, left.StepStride, rightLayout, addend.Layout, targetLayout, relu);
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

    private static ReadOnlySpan<float> Zeros => [0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f];

    /// <summary>Rows of the next block when at least four are left; 8 = 4 + 4 beats 6 + 1 + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BlockRows<T>(int left) where T : struct, ILanes<T> => left >= T.RowBlock && !(T.RowBlock == 6 && left == 8) ? T.RowBlock : 4;

    private readonly struct Product(float* left, float* right, float* addend, float* target, int steps, int rowStride, int stepStride,
        PanelLayout rightLayout, PanelLayout addendLayout, PanelLayout targetLayout, bool relu)
    {
        public readonly int Steps = steps;
        public readonly nint RowStride = rowStride;
        public readonly nint StepStride = stepStride;
        public readonly nint RightStride = rightLayout.RowStride;
        public readonly nint RightPanel = rightLayout.PanelStride;
        public readonly nint AddendStride = addendLayout.RowStride;
        public readonly nint AddendPanel = addendLayout.PanelStride;
        public readonly nint TargetStride = targetLayout.RowStride;
        public readonly nint TargetPanel = targetLayout.PanelStride;

        public float* Left(int row) => left + (row * RowStride);

        public float* Right(int panel) => right + (panel * RightPanel);

        public float* Target(int row, int panel) => target + (row * TargetStride) + (panel * TargetPanel);

        public float* Addend(int row, int panel) => addend + (row * AddendStride) + (panel * AddendPanel);

        public void Finish<T>(T sum, float* target) where T : struct, ILanes<T> => T.Store(relu ? T.Relu(sum) : sum, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightRows<T>(in Product product, int row, int panel) where T : struct, ILanes<T>
    {
        float* a = product.Left(row), b = product.Right(panel);
        nint one = product.RowStride, step = product.StepStride, next = product.RightStride;
        var s = product.Addend(row, panel);
        var up = product.AddendStride;
        T c0 = T.Load(s), c1 = T.Load(s + up), c2 = T.Load(s + (2 * up)), c3 = T.Load(s + (3 * up)),
            c4 = T.Load(s + (4 * up)), c5 = T.Load(s + (5 * up)), c6 = T.Load(s + (6 * up)), c7 = T.Load(s + (7 * up));
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
        var s = product.Addend(row, panel);
        var up = product.AddendStride;
        T c0 = T.Load(s), c1 = T.Load(s + up), c2 = T.Load(s + (2 * up)), c3 = T.Load(s + (3 * up)),
            c4 = T.Load(s + (4 * up)), c5 = T.Load(s + (5 * up));
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
        var s = product.Addend(row, panel);
        var up = product.AddendStride;
        T c0 = T.Load(s), c1 = T.Load(s + up), c2 = T.Load(s + (2 * up)), c3 = T.Load(s + (3 * up));
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
        var s = product.Addend(row, panel);
        var more = product.AddendPanel;
        T c0 = T.Load(s), c1 = T.Load(s + more), c2 = T.Load(s + (2 * more)), c3 = T.Load(s + (3 * more));
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
        var s = product.Addend(row, panel);
        var more = product.AddendPanel;
        T c0 = T.Load(s), c1 = T.Load(s + more);
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
        T c0 = T.Load(product.Addend(row, panel));
        for (var steps = product.Steps; steps > 0; steps--, a += step, b += next)
        {
            var x = *a;
            c0 = T.MultiplyAdd(x, T.Load(b), c0);
        }
        product.Finish(c0, product.Target(row, panel));
    }
}
