using System.Text.Json.Serialization;

namespace Plumbline.Tuning.Space;

/// <summary>One setting that a search decides; its name says which, such as <c>model.units</c>.</summary>
/// <param name="Name">Unique in its space.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RealParameter), "real")]
[JsonDerivedType(typeof(IntegerParameter), "integer")]
[JsonDerivedType(typeof(ChoiceParameter), "choice")]
[JsonDerivedType(typeof(MirroredParameter), "mirrored")]
[JsonDerivedType(typeof(TabledParameter), "tabled")]
[JsonDerivedType(typeof(ScaledParameter), "scaled")]
public abstract record Parameter(string Name)
{
    /// <summary>When it is searched at all; always by default. A parameter that is not searched keeps what the settings have without the search.</summary>
    public ParameterCondition? When { get; init; }

    /// <summary>What is wrong with it by itself, in words that begin with its name; empty when all is well.</summary>
    public abstract IEnumerable<string> Problems();
}
