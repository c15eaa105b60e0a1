using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Neural;

/// <summary>Sixteen floats side by side, in as many registers as the machine needs for them.</summary>
/// <remarks>Every width multiplies and adds in one rounding where the machine can (all x86-64 since 2013, all arm64), so the kernels
/// written on top of this give the same bits at every width.</remarks>
internal unsafe interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Rows of a product that are summed at a time: as many as leave the registers unspilled.</summary>
    static abstract int RowBlock { get; }

    static abstract TSelf Load(float* source);

    static abstract void Store(TSelf lanes, float* target);

    /// <summary>factor * lanes + sum.</summary>
    static abstract TSelf MultiplyAdd(float factor, TSelf lanes, TSelf sum);

    static abstract TSelf Relu(TSelf lanes);
}

/// <summary>AVX-512.</summary>
internal readonly unsafe struct Lanes512(Vector512<float> all) : ILanes<Lanes512>
{
    private readonly Vector512<float> all = all;

    public static int RowBlock => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 lanes, float* target) => lanes.all.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(float factor, Lanes512 lanes, Lanes512 sum) =>
        new(Vector512.MultiplyAddEstimate(Vector512.Create(factor), lanes.all, sum.all));

    // Not Max: it costs more to get NaN right than the comparison that lets NaN through.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Relu(Lanes512 lanes) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(lanes.all, default), default, lanes.all));
}

/// <summary>AVX2 with FMA.</summary>
internal readonly unsafe struct Lanes256(Vector256<float> low, Vector256<float> high) : ILanes<Lanes256>
{
    private readonly Vector256<float> low = low;
    private readonly Vector256<float> high = high;

    public static int RowBlock => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(float* source) => new(Vector256.Load(source), Vector256.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 lanes, float* target)
    {
        lanes.low.Store(target);
        lanes.high.Store(target + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(float factor, Lanes256 lanes, Lanes256 sum)
    {
        var factors = Vector256.Create(factor);
        return new(Vector256.MultiplyAddEstimate(factors, lanes.low, sum.low), Vector256.MultiplyAddEstimate(factors, lanes.high, sum.high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Relu(Lanes256 lanes) => new(Relu(lanes.low), Relu(lanes.high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Relu(Vector256<float> part) => Vector256.ConditionalSelect(Vector256.LessThan(part, default), default, part);
}

/// <summary>Any machine; arm64 among them.</summary>
internal readonly unsafe struct Lanes128(Vector128<float> first, Vector128<float> second, Vector128<float> third, Vector128<float> fourth)
    : ILanes<Lanes128>
{
    private readonly Vector128<float> first = first;
    private readonly Vector128<float> second = second;
    private readonly Vector128<float> third = third;
    private readonly Vector128<float> fourth = fourth;

    public static int RowBlock => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(float* source) =>
        new(Vector128.Load(source), Vector128.Load(source + 4), Vector128.Load(source + 8), Vector128.Load(source + 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 lanes, float* target)
    {
        lanes.first.Store(target);
        lanes.second.Store(target + 4);
        lanes.third.Store(target + 8);
        lanes.fourth.Store(target + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(float factor, Lanes128 lanes, Lanes128 sum)
    {
        var factors = Vector128.Create(factor);
        return new(
            Vector128.MultiplyAddEstimate(factors, lanes.first, sum.first), Vector128.MultiplyAddEstimate(factors, lanes.second, sum.second),
            Vector128.MultiplyAddEstimate(factors, lanes.third, sum.third), Vector128.MultiplyAddEstimate(factors, lanes.fourth, sum.fourth));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Relu(Lanes128 lanes) => new(Relu(lanes.first), Relu(lanes.second), Relu(lanes.third), Relu(lanes.fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Relu(Vector128<float> part) => Vector128.ConditionalSelect(Vector128.LessThan(part, default), default, part);
}
