using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Neural.Kernels;

/// <summary>Sixteen floats side by side, in as many registers as the machine needs for them.</summary>
/// <remarks>Every width multiplies and adds in one rounding where the machine can (all x86-64 since 2013, all arm64), so the kernels
/// written on top of this give the same bits at every width.</remarks>
internal unsafe interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Rows of a product that are summed at a time: as many as leave the registers unspilled.</summary>
    static abstract int RowBlock { get; }

    static abstract TSelf Create(float value);

    static abstract TSelf Load(float* source);

    static abstract void Store(TSelf lanes, float* target);

    /// <summary>factor * lanes + sum.</summary>
    static abstract TSelf MultiplyAdd(float factor, TSelf lanes, TSelf sum);

    /// <inheritdoc cref="MultiplyAdd(float, TSelf, TSelf)"/>
    static abstract TSelf MultiplyAdd(TSelf factor, TSelf lanes, TSelf sum);

    static abstract TSelf Relu(TSelf lanes);

    /// <summary>left &lt; right ? yes : no; a NaN on either side gives no.</summary>
    static abstract TSelf WhereLess(TSelf left, TSelf right, TSelf yes, TSelf no);

    static abstract TSelf CopySign(TSelf size, TSelf sign);

    /// <summary>2^n of whole numbers n, -126 to 127, that come as n + 1.5 * 2^23: their bits end in n then.</summary>
    static abstract TSelf PowerOfTwo(TSelf shifted);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);
}

/// <summary>AVX-512.</summary>
internal readonly unsafe struct Lanes512(Vector512<float> all) : ILanes<Lanes512>
{
    private readonly Vector512<float> all = all;

    public static int RowBlock => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 lanes, float* target) => lanes.all.Store(target);

    // Written out: through Create the broadcast would not become part of the instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(float factor, Lanes512 lanes, Lanes512 sum) =>
        new(Vector512.MultiplyAddEstimate(Vector512.Create(factor), lanes.all, sum.all));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 factor, Lanes512 lanes, Lanes512 sum) => new(Vector512.MultiplyAddEstimate(factor.all, lanes.all, sum.all));

    // Not Max: it costs more to get NaN right than the comparison that lets NaN through.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Relu(Lanes512 lanes) => WhereLess(lanes, default, default, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 WhereLess(Lanes512 left, Lanes512 right, Lanes512 yes, Lanes512 no) => new(Vector512.ConditionalSelect(Vector512.LessThan(left.all, right.all), yes.all, no.all));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 CopySign(Lanes512 size, Lanes512 sign) => new(Vector512.CopySign(size.all, sign.all));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 PowerOfTwo(Lanes512 shifted) => new(((shifted.all.AsInt32() << 23) + Vector512<float>.One.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left.all + right.all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left.all - right.all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left.all * right.all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator /(Lanes512 left, Lanes512 right) => new(left.all / right.all);
}

/// <summary>AVX2 with FMA.</summary>
internal readonly unsafe struct Lanes256(Vector256<float> low, Vector256<float> high) : ILanes<Lanes256>
{
    private readonly Vector256<float> low = low;
    private readonly Vector256<float> high = high;

    public static int RowBlock => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Create(float value)
    {
        var part = Vector256.Create(value);
        return new(part, part);
    }

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
    public static Lanes256 MultiplyAdd(Lanes256 factor, Lanes256 lanes, Lanes256 sum) => new(
        Vector256.MultiplyAddEstimate(factor.low, lanes.low, sum.low),
        Vector256.MultiplyAddEstimate(factor.high, lanes.high, sum.high));

    // Not Max: it costs more to get NaN right than the comparison that lets NaN through.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Relu(Lanes256 lanes) => WhereLess(lanes, default, default, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 WhereLess(Lanes256 left, Lanes256 right, Lanes256 yes, Lanes256 no) => new(
        Vector256.ConditionalSelect(Vector256.LessThan(left.low, right.low), yes.low, no.low),
        Vector256.ConditionalSelect(Vector256.LessThan(left.high, right.high), yes.high, no.high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 CopySign(Lanes256 size, Lanes256 sign) => new(Vector256.CopySign(size.low, sign.low), Vector256.CopySign(size.high, sign.high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 PowerOfTwo(Lanes256 shifted) => new(PowerOfTwo(shifted.low), PowerOfTwo(shifted.high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left.low + right.low, left.high + right.high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left.low - right.low, left.high - right.high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left.low * right.low, left.high * right.high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator /(Lanes256 left, Lanes256 right) => new(left.low / right.low, left.high / right.high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> part) => ((part.AsInt32() << 23) + Vector256<float>.One.AsInt32()).AsSingle();
}

/// <summary>Any machine; arm64 among them.</summary>
internal readonly unsafe struct Lanes128(Vector128<float> first, Vector128<float> second, Vector128<float> third, Vector128<float> fourth) : ILanes<Lanes128>
{
    private readonly Vector128<float> first = first;
    private readonly Vector128<float> second = second;
    private readonly Vector128<float> third = third;
    private readonly Vector128<float> fourth = fourth;

    public static int RowBlock => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Create(float value)
    {
        var part = Vector128.Create(value);
        return new(part, part, part, part);
    }

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
    public static Lanes128 MultiplyAdd(Lanes128 factor, Lanes128 lanes, Lanes128 sum) => new(
        Vector128.MultiplyAddEstimate(factor.first, lanes.first, sum.first), Vector128.MultiplyAddEstimate(factor.second, lanes.second, sum.second),
        Vector128.MultiplyAddEstimate(factor.third, lanes.third, sum.third), Vector128.MultiplyAddEstimate(factor.fourth, lanes.fourth, sum.fourth));

    // Not Max: it costs more to get NaN right than the comparison that lets NaN through.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Relu(Lanes128 lanes) => WhereLess(lanes, default, default, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 WhereLess(Lanes128 left, Lanes128 right, Lanes128 yes, Lanes128 no) => new(
        Vector128.ConditionalSelect(Vector128.LessThan(left.first, right.first), yes.first, no.first), Vector128.ConditionalSelect(Vector128.LessThan(left.second, right.second), yes.second, no.second),
        Vector128.ConditionalSelect(Vector128.LessThan(left.third, right.third), yes.third, no.third), Vector128.ConditionalSelect(Vector128.LessThan(left.fourth, right.fourth), yes.fourth, no.fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 CopySign(Lanes128 size, Lanes128 sign) => new(
        Vector128.CopySign(size.first, sign.first), Vector128.CopySign(size.second, sign.second),
        Vector128.CopySign(size.third, sign.third), Vector128.CopySign(size.fourth, sign.fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 PowerOfTwo(Lanes128 shifted) => new(PowerOfTwo(shifted.first), PowerOfTwo(shifted.second), PowerOfTwo(shifted.third), PowerOfTwo(shifted.fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 left, Lanes128 right) => new(left.first + right.first, left.second + right.second, left.third + right.third, left.fourth + right.fourth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(left.first - right.first, left.second - right.second, left.third - right.third, left.fourth - right.fourth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 left, Lanes128 right) => new(left.first * right.first, left.second * right.second, left.third * right.third, left.fourth * right.fourth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(Lanes128 left, Lanes128 right) => new(left.first / right.first, left.second / right.second, left.third / right.third, left.fourth / right.fourth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> PowerOfTwo(Vector128<float> part) => ((part.AsInt32() << 23) + Vector128<float>.One.AsInt32()).AsSingle();
}
