using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Plumbline.Detection;
using Plumbline.Sequences;
using Plumbline.Tuning.Pruners;
using Plumbline.Tuning.Samplers;

namespace Plumbline.App.Jobs;

/// <summary>What a section starts from whose <c>kind</c> is another one than before: reading needs every key to be there, for what is missing would be zero, not the setting's default.</summary>
internal static class KindDefaults
{
    private static readonly IReadOnlyList<object> All =
    [
        .. Presets.All.Select(preset => preset.Options.Model), .. SequencePresets.All.Select(preset => preset.Options.Model),
        .. Sampler.Kinds, .. Pruner.Kinds,
    ];

    /// <param name="type">Of the kind.</param>
    /// <param name="contract">Of the section, which may be of any kind.</param>
    public static JsonObject Of(Type type, JsonTypeInfo contract) => JsonSerializer.SerializeToNode(All.First(one => one.GetType() == type), contract)!.AsObject();
}
