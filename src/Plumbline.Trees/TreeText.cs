using System.Globalization;
using Plumbline.Failures;

namespace Plumbline.Trees;

/// <summary>Reads the trees out of the text that LightGBM saves a model as.</summary>
internal static class TreeText
{
    private const int Categorical = 1; // bit of a split's kind
    private const int MissingKind = 12; // bits of a split's kind: what missing values do

    /// <exception cref="FormatException">It is no such text, or has splits that numbers without gaps cannot make.</exception>
    public static IReadOnlyList<GrownTree> Read(string text)
    {
        var trees = new List<GrownTree>();
        Dictionary<string, string>? fields = null;
        foreach (var line in text.Split('\n').Append("end of trees"))
        {
            if (line.StartsWith("Tree=", StringComparison.Ordinal) || line.StartsWith("end of trees", StringComparison.Ordinal))
            {
                if (fields is not null) trees.Add(TreeOf(fields));
                fields = line.StartsWith("Tree=", StringComparison.Ordinal) ? [] : null;
            }
            else if (fields is not null && line.IndexOf('=') is var at and > 0) fields[line[..at]] = line[(at + 1)..];
        }
        return trees.Count > 0 ? trees : throw new FormatException("a model without trees");
    }

    private static GrownTree TreeOf(Dictionary<string, string> fields)
    {
        int[] kinds = Integers("decision_type");
        if (kinds.Any(kind => (kind & (Categorical | MissingKind)) != 0)) throw new FormatException("a split of categories or of missing values");
        return new GrownTree(Integers("split_feature"), Doubles("threshold"), Integers("left_child"), Integers("right_child"), Doubles("leaf_value"));

        string[] Parts(string name) => fields.TryGetValue(name, out var value) ? value.Split(' ', StringSplitOptions.RemoveEmptyEntries) : []; // none in a tree of one leaf
        int[] Integers(string name) => [.. Parts(name).Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
        double[] Doubles(string name) => [.. Parts(name).Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
    }
}
