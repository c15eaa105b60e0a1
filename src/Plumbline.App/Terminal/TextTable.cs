using System.Globalization;

namespace Plumbline.App.Terminal;

/// <summary>Rows of text under headers; columns that hold numbers are aligned to the right.</summary>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]> rows = [];

    public IReadOnlyList<string> Headers => headers;

    public IReadOnlyList<string[]> Rows => rows;

    public void Add(params string[] cells)
    {
        if (cells.Length != headers.Length) throw new ArgumentException($"{cells.Length} cells under {headers.Length} headers.", nameof(cells));
        rows.Add(cells);
    }

    public bool IsNumeric(int column) => rows.Any(row => IsNumber(row[column])) && rows.All(row => IsNumber(row[column]) || row[column] is "" or "-" or Figure.Undefined);

    public void WritePlain(TextWriter writer)
    {
        var widths = headers.Select((header, column) => rows.Select(row => row[column].Length).Append(header.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(headers))
        {
            var cells = row.Select((cell, column) => IsNumeric(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            writer.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }

    private static bool IsNumber(string cell) => double.TryParse(cell.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
