using System.Runtime.InteropServices;
using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.Sequences;

/// <summary>Which sequences a phase saw.</summary>
/// <param name="Name">File name or the like.</param>
/// <param name="Count">Sequences.</param>
/// <param name="Fingerprint">SHA-256 of their values, hexadecimal.</param>
public sealed record SequenceSource(string Name, int Count, string Fingerprint)
{
    public static SequenceSource Of(SequenceSet set) =>
        new(set.Source, set.Count, Convert.ToHexStringLower(Sha256.Of(MemoryMarshal.AsBytes(set.Values.Span))));

    /// <exception cref="ArgumentException">These are the very sequences of an earlier phase.</exception>
    internal void MustDifferFrom(SequenceSource other, string task)
    {
        if (Fingerprint == other.Fingerprint)
            throw new ArgumentException($"{Name} holds the very sequences the model was trained on ({other.Name}); expected others to {task}.");
    }
}
