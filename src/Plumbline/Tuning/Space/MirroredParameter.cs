namespace Plumbline.Tuning.Space;

/// <summary>The list of another parameter from back to front: the layers of a decoder that mirror those of its encoder.</summary>
public sealed record MirroredParameter(string Name, string Of) : DerivedParameter(Name, Of)
{
    internal override IEnumerable<string> Problems(FreeParameter of)
    {
        if (of is not ChoiceParameter lists) yield return $"{Name} mirrors {Of}, which is a number; expected a choice of lists";
        else if (lists.Choices.FirstOrDefault(choice => !IsList(choice)) is { } other) yield return $"{Name} mirrors {Of}, one of whose choices is {other}; expected lists such as [64, 32]";
    }

    internal override string Text(FreeParameter of, double value) =>
        $"[{string.Join(", ", of.Text(value).Trim()[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Reverse())}]";

    private static bool IsList(string text) => text.Trim() is ['[', .., ']'];
}
