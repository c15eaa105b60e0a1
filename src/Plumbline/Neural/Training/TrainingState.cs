using System.Runtime.InteropServices;

namespace Plumbline.Neural.Training;

/// <summary>A training run between two epochs.</summary>
/// <param name="Run">Says which network, options and samples it belongs to.</param>
/// <param name="Epochs">Behind.</param>
/// <param name="Parameters">Of the network, as they lie in it.</param>
/// <param name="Best">The same at its best epoch.</param>
/// <param name="Steps">Of the optimiser.</param>
/// <param name="Memory">Of the optimiser.</param>
internal sealed record TrainingState(ulong Run, IReadOnlyList<EpochRecord> Epochs, float[] Parameters, float[] Best, int Steps, IReadOnlyList<float[]> Memory)
{
    private const int Numbers = 6; // of an epoch

    public byte[] ToBytes()
    {
        var epochs = Epochs.SelectMany(epoch => new[] { epoch.Epoch, epoch.TrainingLoss, epoch.ValidationLoss ?? double.NaN, epoch.LearningRate, epoch.GradientNorm, epoch.Seconds }).ToArray();
        return SafeTensors.Write(
        [
            SafeTensor.Of("run", [3], [(uint)Run, (uint)(Run >> 32), Steps]),
            SafeTensor.Of("epochs", [Epochs.Count, Numbers], epochs),
            Single("parameters", Parameters),
            Single("best", Best),
            .. Memory.Select((memory, i) => Single($"optimizer_{i}", memory)),
        ]);
    }

    /// <exception cref="FormatException">The bytes are no such file.</exception>
    public static TrainingState Read(byte[] bytes)
    {
        var tensors = SafeTensors.Read(bytes).ToDictionary(tensor => tensor.Name);
        var run = Named("run").ToDoubles(3);
        var count = Named("epochs").Shape[0];
        var epochs = Named("epochs").ToDoubles(count * Numbers).Chunk(Numbers)
            .Select(at => new EpochRecord((int)at[0], at[1], double.IsNaN(at[2]) ? null : at[2], at[3], at[4], at[5])).ToArray();
        var memory = new List<float[]>();
        while (tensors.ContainsKey($"optimizer_{memory.Count}")) memory.Add(Singles($"optimizer_{memory.Count}"));
        return new TrainingState((uint)run[0] | ((ulong)run[1] << 32), epochs, Singles("parameters"), Singles("best"), (int)run[2], memory);

        SafeTensor Named(string name) => tensors.GetValueOrDefault(name) ?? throw new FormatException($"there is no tensor '{name}'");

        float[] Singles(string name) => Named(name).ToTensor().Values.ToArray();
    }

    /// <summary>A number that differs, but for a chance of one in 2^64, between runs with other networks, options or samples (FNV-1a over words).</summary>
    public static ulong RunOf(Network network, SampleSource inputs, SampleSource targets, int count, TrainingOptions options)
    {
        var hash = 14695981039346656037;
        foreach (var letter in $"{string.Join(' ', network.Layers.ToArray().SelectMany(layer => layer.Blocks.Select(block => $"{layer.Kind} {block}")))} {options}") Add(letter);
        for (var sample = 0; sample < count; sample++)
        {
            foreach (var bits in MemoryMarshal.Cast<float, uint>(inputs(sample))) Add(bits);
            if (inputs != targets) foreach (var bits in MemoryMarshal.Cast<float, uint>(targets(sample))) Add(bits);
        }
        return hash;

        void Add(uint word) => hash = (hash ^ word) * 1099511628211;
    }

    private static SafeTensor Single(string name, float[] values) => SafeTensor.Of(new Tensor(name, [values.Length], values));
}
