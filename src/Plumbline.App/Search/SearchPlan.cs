using System.Text.Json.Nodes;
using Plumbline.Tuning.Space;

namespace Plumbline.App.Search;

/// <summary>A search as it was asked for.</summary>
/// <param name="Name">What it starts from: a search preset, a detector's preset, or a job file.</param>
/// <param name="Options">As they are without the search.</param>
internal sealed record SearchPlan(string Name, TuneSection Tune, SearchSpace Space, SettingTree Tree, JsonObject Options)
{
    /// <summary>The options' own settings of the space, as far as they lie in it.</summary>
    public IReadOnlyDictionary<string, string> Defaults()
    {
        var defaults = new Dictionary<string, string>();
        foreach (var parameter in Space.Parameters.OfType<FreeParameter>())
        {
            if (SettingTree.TextAt(Options, parameter.Name) is not { } text) continue;
            // Of a choice the spelling may differ: [64, 32] and [64,32], tanh and Tanh.
            defaults[parameter.Name] = parameter is ChoiceParameter choice ? choice.Choices.FirstOrDefault(one => TextOf(parameter.Name, one) == text) ?? text : text;
        }
        return defaults;
    }

    private string? TextOf(string path, string choice) => SettingTree.TextAt(Tree.Apply([new(path, choice)]), path);
}
