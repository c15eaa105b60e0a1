using System.Text.Json.Serialization;
using Plumbline.Tuning;
using Plumbline.Tuning.Objectives;
using Plumbline.Tuning.Pruners;
using Plumbline.Tuning.Samplers;

namespace Plumbline.App.Search;

/// <summary>Section <c>tune</c> of a job file, but for its <c>space</c>: how to search for better settings than the file's own.</summary>
internal sealed record TuneSection
{
    /// <summary>What is wanted: of a detector one or several of <see cref="ObjectiveKind"/>, of a sequence model <c>rmse</c> or <c>fBeta</c>.</summary>
    public IReadOnlyList<string> Objectives { get; init; } = ["vusPr"];

    public ValidationOptions Validate { get; init; } = new();

    public Sampler Sampler { get; init; } = new TpeSampler();

    /// <summary>Default successive halving by four from epoch 2; null lets every trial finish.</summary>
    public Pruner? Pruner { get; init; } = new HalvingPruner { Least = 2 };

    /// <summary>Trials in all; at least 1. Default 40: about where a guided search leaves a random one behind.</summary>
    public int Trials { get; init; } = 40;

    /// <summary>Most minutes; null, the default, for as long as it takes.</summary>
    public double? Minutes { get; init; }

    /// <summary>Trials in a row without improvement after which the search ends; null, the default, for never.</summary>
    public int? Patience { get; init; }

    /// <summary>Value of the first objective that is good enough; null, the default, for none.</summary>
    public double? Target { get; init; }

    /// <summary>Of the sampler. That of the fits is <c>train.seed</c>.</summary>
    public int Seed { get; init; }

    public StudyOptions ToStudyOptions() => new()
    {
        Sampler = Sampler,
        Pruner = Pruner,
        Stop = new StopRules { Trials = Trials, Time = Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null, Patience = Patience, Target = Target },
    };

    public IEnumerable<string> Problems()
    {
        if (Objectives.Count == 0) yield return "objectives is empty; expected at least one";
        if (Minutes <= 0) yield return $"minutes is {Minutes}; expected above 0";
        foreach (var problem in Validate.Problems()) yield return problem;
        if (Minutes is null or > 0)
        {
            foreach (var problem in ToStudyOptions().Problems()) yield return problem;
        }
    }
}

/// <summary>Generated JSON contract of the section.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, AllowOutOfOrderMetadataProperties = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TuneSection))]
[JsonSerializable(typeof(ValidationOptions))]
internal sealed partial class TuneJson : JsonSerializerContext;
