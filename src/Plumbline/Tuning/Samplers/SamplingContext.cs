using Plumbline.Tuning.Space;

namespace Plumbline.Tuning.Samplers;

/// <summary>What a sampler may know.</summary>
/// <param name="Trials">All there are so far, by number; running and waiting ones too, for a sampler that must not send two workers to one place.</param>
/// <param name="Number">Of the trial that it thinks of.</param>
/// <param name="Seed">Of the study.</param>
public sealed record SamplingContext(SearchSpace Space, IReadOnlyList<StudyObjective> Objectives, IReadOnlyList<Trial> Trials, int Number, int Seed)
{
    /// <summary>Random numbers of this trial alone: the same trials before give the same settings, whichever worker asks.</summary>
    public Random Random() => new(unchecked((Seed * 486_187_739) + (Number * 1_000_003) + 17));
}
