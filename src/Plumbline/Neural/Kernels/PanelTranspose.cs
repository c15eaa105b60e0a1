using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plumbline.Neural.Kernels;

/// <summary>Turns packed weights [input, output] into packed weights [output, input], as input gradients need them.</summary>
/// <remarks>Both sides are padded to whole panels, so the work is 16 x 16 blocks that are contiguous on either side.</remarks>
internal static unsafe class PanelTranspose
{
    private const int Width = PanelLayout.Width;

    /// <param name="source">Packed [rows, columns].</param>
    /// <param name="rows">A multiple of a panel's width, as is <paramref name="columns"/>.</param>
    /// <param name="target">Packed [columns, rows].</param>
    public static void Apply(ReadOnlySpan<float> source, int rows, int columns, Span<float> target) =>
        Apply(source, rows, columns, target, Avx.IsSupported);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(ReadOnlySpan<float> source, int rows, int columns, Span<float> target, bool vectorised)
    {
        if (rows % Width != 0 || columns % Width != 0) throw new ArgumentException($"{rows} x {columns} is not whole panels.", nameof(rows));
        if (source.Length < rows * columns) throw new ArgumentException("Shorter than its shape.", nameof(source));
        if (target.Length < rows * columns) throw new ArgumentException("Shorter than its shape.", nameof(target));
        fixed (float* from = source, to = target)
        {
            for (var row = 0; row < rows; row += Width)
            {
                for (var column = 0; column < columns; column += Width)
                {
                    var a = from + (column * rows) + (row * Width);
                    var b = to + (row * columns) + (column * Width);
                    if (vectorised)
                    {
                        Eight(a, b);
                        Eight(a + 8, b + (8 * Width));
                        Eight(a + (8 * Width), b + 8);
                        Eight(a + (8 * Width) + 8, b + (8 * Width) + 8);
                    }
                    else
                    {
                        for (var i = 0; i < Width; i++)
                            for (var j = 0; j < Width; j++) b[(j * Width) + i] = a[(i * Width) + j];
                    }
                }
            }
        }
    }

    /// <summary>8 x 8 in registers: pairs of lanes, then pairs of pairs, then halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(float* a, float* b)
    {
        Vector256<float> r0 = Vector256.Load(a), r1 = Vector256.Load(a + Width), r2 = Vector256.Load(a + (2 * Width)), r3 = Vector256.Load(a + (3 * Width)),
            r4 = Vector256.Load(a + (4 * Width)), r5 = Vector256.Load(a + (5 * Width)), r6 = Vector256.Load(a + (6 * Width)), r7 = Vector256.Load(a + (7 * Width));
        Vector256<float> p0 = Avx.UnpackLow(r0, r1), p1 = Avx.UnpackHigh(r0, r1), p2 = Avx.UnpackLow(r2, r3), p3 = Avx.UnpackHigh(r2, r3),
            p4 = Avx.UnpackLow(r4, r5), p5 = Avx.UnpackHigh(r4, r5), p6 = Avx.UnpackLow(r6, r7), p7 = Avx.UnpackHigh(r6, r7);
        Vector256<float> q0 = Avx.Shuffle(p0, p2, 0x44), q1 = Avx.Shuffle(p0, p2, 0xEE), q2 = Avx.Shuffle(p1, p3, 0x44), q3 = Avx.Shuffle(p1, p3, 0xEE),
            q4 = Avx.Shuffle(p4, p6, 0x44), q5 = Avx.Shuffle(p4, p6, 0xEE), q6 = Avx.Shuffle(p5, p7, 0x44), q7 = Avx.Shuffle(p5, p7, 0xEE);
        Avx.Permute2x128(q0, q4, 0x20).Store(b);
        Avx.Permute2x128(q1, q5, 0x20).Store(b + Width);
        Avx.Permute2x128(q2, q6, 0x20).Store(b + (2 * Width));
        Avx.Permute2x128(q3, q7, 0x20).Store(b + (3 * Width));
        Avx.Permute2x128(q0, q4, 0x31).Store(b + (4 * Width));
        Avx.Permute2x128(q1, q5, 0x31).Store(b + (5 * Width));
        Avx.Permute2x128(q2, q6, 0x31).Store(b + (6 * Width));
        Avx.Permute2x128(q3, q7, 0x31).Store(b + (7 * Width));
    }
}
