using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Plumbline.Neural.Kernels;

/// <summary>Random numbers by counting: number i is a hash of i and a key, so it is the same on any thread, in any order and at any register width.</summary>
/// <remarks>After Salmon et al. 2011 (random numbers as easy as 1, 2, 3), with a multiply-and-shift mixer of 32 bits in two rounds. The default is no noise.</remarks>
internal readonly struct Noise
{
    private readonly ulong key;

    private Noise(ulong key) => (this.key, Exists) = (key, true);

    /// <summary>Whether the network is being trained.</summary>
    public bool Exists { get; }

    public static Noise Of(int seed) => new(Mix((uint)seed));

    /// <summary>Noise of its own for a part: a batch, a chunk of it, a layer.</summary>
    public Noise For(int part) => Exists ? new(Mix(key + 0x9E3779B97F4A7C15 + (uint)part)) : this;

    /// <summary>Evenly spread over [0, 1), in steps of 2^-24.</summary>
    /// <param name="values">Whole panels.</param>
    public void Uniform(Span<float> values)
    {
        if (values.Length % PanelLayout.Width != 0) throw new ArgumentException($"{values.Length} values are not whole panels.", nameof(values));
        var (low, high) = (Vector256.Create((uint)key), Vector256.Create((uint)(key >> 32)));
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(values);
        for (var i = 0; i < vectors.Length; i++)
        {
            var index = Vector256<uint>.Indices + Vector256.Create((uint)(i * Vector256<uint>.Count));
            var bits = Mix(Mix(index * 0x9E3779B9u + low) + high);
            vectors[i] = Vector256.ConvertToSingle((bits >>> 8).AsInt32()) * (1f / (1 << 24));
        }
    }

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    /// <param name="values">Whole panels.</param>
    public void Normal(Span<float> values)
    {
        Uniform(values);
        for (var i = 0; i < values.Length; i += 2)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - (double)values[i]));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * values[i + 1]);
            (values[i], values[i + 1]) = ((float)(radius * cosine), (float)(radius * sine));
        }
    }

    /// <summary>Factors of inverted dropout: 0 with probability rate, otherwise 1 / (1 - rate), so that the mean stays (Srivastava et al. 2014).</summary>
    /// <param name="factors">Whole panels.</param>
    /// <param name="rate">0 to below 1.</param>
    public void Dropout(Span<float> factors, double rate)
    {
        Uniform(factors);
        var (least, kept) = (Vector256.Create((float)rate), Vector256.Create((float)(1 / (1 - rate))));
        foreach (ref var vector in MemoryMarshal.Cast<float, Vector256<float>>(factors))
            vector = Vector256.GreaterThanOrEqual(vector, least) & kept;
    }

    private static Vector256<uint> Mix(Vector256<uint> x)
    {
        x ^= x >>> 16;
        x *= 0x7FEB352Du;
        x ^= x >>> 15;
        x *= 0x846CA68Bu;
        return x ^ (x >>> 16);
    }

    // Steele, Lea and Flood 2014 (SplitMix64).
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
