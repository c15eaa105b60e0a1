namespace Plumbline.Simulation;

/// <summary>Random numbers of one node for one purpose, so that a change in one place does not shift the numbers of another.</summary>
internal sealed class RandomStream(int seed, int node, RandomPurpose purpose)
{
    private readonly Random random = new(Mix(seed, node, (int)purpose));
    private double spare = double.NaN;

    public int Below(int count) => random.Next(count);

    public double Between(double low, double high) => low + (high - low) * random.NextDouble();

    public double Exponential(double mean) => -mean * Math.Log(1 - random.NextDouble());

    /// <summary>Standard normal, two at a time by the method of Box and Muller.</summary>
    public double Normal()
    {
        if (!double.IsNaN(spare))
        {
            var kept = spare;
            spare = double.NaN;
            return kept;
        }
        var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
        spare = radius * sine;
        return radius * cosine;
    }

    // The finaliser of SplitMix64: neighbouring seeds and nodes give unrelated streams.
    private static int Mix(int seed, int node, int purpose)
    {
        var mixed = ((ulong)(uint)seed << 32) ^ ((ulong)(uint)node << 3) ^ (uint)purpose;
        mixed += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) & 0x7FFFFFFF);
    }
}
