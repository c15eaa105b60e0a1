using System.Globalization;
using Plumbline.App.Terminal;

namespace Plumbline.App.Quality;

/// <summary>VUS-PR of others, case by case, to compare with.</summary>
/// <param name="Column">Name of their recipe.</param>
/// <param name="Cases">By case.</param>
internal sealed record BesideFigures(string Column, IReadOnlyDictionary<string, double> Cases)
{
    /// <summary>Of a CSV file with a column <c>case</c>: every other column whose numbers all lie between 0 and 1. Others, such as counts of rows, are passed over.</summary>
    /// <exception cref="UsageException">There is no such column.</exception>
    public static IReadOnlyList<BesideFigures> Read(string path, Shell shell)
    {
        var rows = NamedRows.Read(path, shell).Where(row => row.ContainsKey("case")).ToList();
        var columns = rows.SelectMany(row => row.Keys).Distinct().Where(column => column != "case").Select(column => new BesideFigures(column,
            rows.DistinctBy(row => row["case"]).ToDictionary(row => row["case"], row => double.TryParse(row.GetValueOrDefault(column), CultureInfo.InvariantCulture, out var value) ? value : double.NaN)))
            .Where(beside => beside.Cases.Values.All(value => value is >= 0 and <= 1)).ToList();
        return columns.Count > 0 ? columns : throw new UsageException($"--beside {path}: found no figures; expected a column 'case' and others with numbers between 0 and 1.");
    }

    /// <summary>Mean over cases that are there, or null.</summary>
    public double? Mean(IEnumerable<string> cases)
    {
        double[] some = [.. cases.Where(Cases.ContainsKey).Select(name => Cases[name])];
        return some.Length == 0 ? null : some.Average();
    }
}
