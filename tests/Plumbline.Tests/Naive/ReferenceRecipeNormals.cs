namespace Plumbline.Tests.Naive;

/// <summary>The normal numbers of numpy's <c>RandomState(seed).randn()</c>: the Mersenne twister MT19937 (Matsumoto and Nishimura 1998) and the polar method (Marsaglia 1964).</summary>
internal sealed class ReferenceRecipeNormals
{
    private const int Length = 624, Middle = 397;
    private readonly uint[] state = new uint[Length];
    private int next = Length;
    private double? kept;

    public ReferenceRecipeNormals(uint seed)
    {
        state[0] = seed;
        for (var i = 1u; i < Length; i++) state[i] = (1812433253u * (state[i - 1] ^ (state[i - 1] >> 30))) + i;
    }

    public double Next()
    {
        if (kept is { } second)
        {
            kept = null;
            return second;
        }
        double x, y, squares;
        do
        {
            x = (2 * Uniform()) - 1;
            y = (2 * Uniform()) - 1;
            squares = (x * x) + (y * y);
        }
        while (squares is >= 1 or 0);
        var factor = Math.Sqrt(-2 * Math.Log(squares) / squares);
        kept = factor * x;
        return factor * y;
    }

    // 53 bits, 0 to 1.
    private double Uniform() => (((Word() >> 5) * 67108864.0) + (Word() >> 6)) / 9007199254740992.0;

    private uint Word()
    {
        if (next == Length)
        {
            for (var i = 0; i < Length; i++)
            {
                var joined = (state[i] & 0x80000000u) | (state[(i + 1) % Length] & 0x7fffffffu);
                state[i] = state[(i + Middle) % Length] ^ (joined >> 1) ^ ((joined & 1) * 0x9908b0dfu);
            }
            next = 0;
        }
        var word = state[next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c5680u;
        word ^= (word << 15) & 0xefc60000u;
        return word ^ (word >> 18);
    }
}
