using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Samplers;

/// <summary>What a sampler may know.</summary>
/// <param name="Trials">All there are so far, by number; running and waiting ones too, for a sampler that must not send two workers to one place.</param>
/// <param name="Number">Of the trial that it thinks of.</param>
/// <param name="Seed">Of the study.</param>
public sealed record SamplingContext(SearchSpace Space, IReadOnlyList<StudyObjective> Objectives, IReadOnlyList<Trial> Trials, int Number, int Seed)
{
    /// <summary>Random numbers of this trial alone: the same trials before give the same settings, whichever worker asks.</summary>
    /// <param name="stream">Which of several unrelated sequences.</param>
    public Random Random(int stream = 0) => new((int)(Mixed((((ulong)(uint)Seed << 32) | (uint)Number) + ((ulong)(uint)stream << 24)) >> 33));

    // The finaliser of SplitMix64 (Steele, Lea and Flood 2014): the generator's first numbers are linear in its seed, so that trials one after the other would lie on lines.
    private static ulong Mixed(ulong seed)
    {
        seed += 0x9E3779B97F4A7C15;
        seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
        seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EB;
        return seed ^ (seed >> 31);
    }
}
