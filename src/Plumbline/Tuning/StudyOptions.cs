using Plumbline.Tuning.Pruners;
using Plumbline.Tuning.Samplers;

namespace Plumbline.Tuning;

/// <summary>How a worker goes about a study; workers may differ in it.</summary>
public sealed record StudyOptions
{
    /// <summary>Who thinks of settings. Default random: see <see cref="Samplers"/> for better ones.</summary>
    public Sampler Sampler { get; init; } = new RandomSampler();

    /// <summary>Who ends trials early; null, the default, for nobody.</summary>
    public Pruner? Pruner { get; init; }

    public StopRules Stop { get; init; } = new();

    /// <summary>A worker that was not heard of for so long is lost, and its trial free to be done again. Default one minute: heartbeats come every ten seconds.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a trial is begun before it fails for good, at least 1. Default 3: settings that kill their worker must not kill all workers.</summary>
    public int MostAttempts { get; init; } = 3;

    public IEnumerable<string> Problems()
    {
        foreach (var problem in Sampler.Problems()) yield return $"sampler.{problem}";
        foreach (var problem in Pruner?.Problems() ?? []) yield return $"pruner.{problem}";
        foreach (var problem in Stop.Problems()) yield return problem;
        if (LostAfter <= TimeSpan.Zero) yield return $"lostAfter is {LostAfter}; expected more than none";
        if (MostAttempts < 1) yield return $"mostAttempts is {MostAttempts}; expected at least 1";
    }
}
