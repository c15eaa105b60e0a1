using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plumbline.Statistics;

/// <summary>Sums of products of pairs of 16-bit integers, as many side by side as a register holds; exact as long as they stay below 2^31.</summary>
internal unsafe interface IIntegerLanes<T> where T : struct, IIntegerLanes<T>
{
    /// <summary>Sums side by side.</summary>
    static abstract int Count { get; }

    /// <summary>The same two integers for every sum.</summary>
    static abstract T Create(int pair);

    static abstract T Load(short* pairs);

    static abstract void Store(T lanes, int* target);

    /// <summary>sum + left's first x right's first + left's second x right's second.</summary>
    static abstract T MultiplyAdd(T left, T right, T sum);
}

/// <summary>AVX-512.</summary>
internal readonly unsafe struct IntegerLanes512(Vector512<int> lanes) : IIntegerLanes<IntegerLanes512>
{
    private readonly Vector512<int> lanes = lanes;

    public static bool IsSupported => Avx512BW.IsSupported;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes512 Create(int pair) => new(Vector512.Create(pair));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes512 Load(short* pairs) => new(Vector512.Load((int*)pairs));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(IntegerLanes512 lanes, int* target) => lanes.lanes.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes512 MultiplyAdd(IntegerLanes512 left, IntegerLanes512 right, IntegerLanes512 sum) =>
        new(sum.lanes + Avx512BW.MultiplyAddAdjacent(left.lanes.AsInt16(), right.lanes.AsInt16()));
}

/// <summary>AVX2.</summary>
internal readonly unsafe struct IntegerLanes256(Vector256<int> lanes) : IIntegerLanes<IntegerLanes256>
{
    private readonly Vector256<int> lanes = lanes;

    public static bool IsSupported => Avx2.IsSupported;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes256 Create(int pair) => new(Vector256.Create(pair));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes256 Load(short* pairs) => new(Vector256.Load((int*)pairs));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(IntegerLanes256 lanes, int* target) => lanes.lanes.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes256 MultiplyAdd(IntegerLanes256 left, IntegerLanes256 right, IntegerLanes256 sum) =>
        new(sum.lanes + Avx2.MultiplyAddAdjacent(left.lanes.AsInt16(), right.lanes.AsInt16()));
}

/// <summary>Any machine; arm64 among them, where the halves of each pair are multiplied apart.</summary>
internal readonly unsafe struct IntegerLanes128(Vector128<int> lanes) : IIntegerLanes<IntegerLanes128>
{
    private readonly Vector128<int> lanes = lanes;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes128 Create(int pair) => new(Vector128.Create(pair));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes128 Load(short* pairs) => new(Vector128.Load((int*)pairs));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(IntegerLanes128 lanes, int* target) => lanes.lanes.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntegerLanes128 MultiplyAdd(IntegerLanes128 left, IntegerLanes128 right, IntegerLanes128 sum)
    {
        if (Sse2.IsSupported) return new(sum.lanes + Sse2.MultiplyAddAdjacent(left.lanes.AsInt16(), right.lanes.AsInt16()));
        return new(sum.lanes + (First(left.lanes) * First(right.lanes)) + ((left.lanes >> 16) * (right.lanes >> 16)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> First(Vector128<int> pairs) => (pairs << 16) >> 16;
}
