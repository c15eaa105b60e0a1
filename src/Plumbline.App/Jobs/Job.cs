using System.Text.Json.Serialization;
using Plumbline.Detection;

namespace Plumbline.App.Jobs;

/// <summary>Everything a fit is told: where the data is, how to detect, where results go.</summary>
internal sealed record Job
{
    public JobSource Source { get; init; } = new();

    public DetectorOptions Options { get; init; } = new();

    public JobSinks Sinks { get; init; } = new();
}

/// <summary>Section <c>source</c>. Paths count from the current folder, as on the command line.</summary>
internal sealed record JobSource
{
    /// <summary>Series CSV files, read one after another.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>Label column; null for <c>label</c>, which may be absent.</summary>
    public string? Label { get; init; }

    /// <summary>Entity column; null for <c>entity</c>, which may be absent.</summary>
    public string? Entity { get; init; }
}

/// <summary>Section <c>sinks</c>.</summary>
internal sealed record JobSinks
{
    /// <summary>Scores file of all rows of the source, written after fitting; null writes none.</summary>
    public string? Scores { get; init; }
}

/// <summary>Generated JSON contracts of the sections that the command line adds to the detector's own.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(JobSource))]
[JsonSerializable(typeof(JobSinks))]
internal sealed partial class JobJson : JsonSerializerContext;
