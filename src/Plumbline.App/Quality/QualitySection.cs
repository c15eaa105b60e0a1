using Plumbline.App.Terminal;

namespace Plumbline.App.Quality;

/// <summary>A part of what is shown: a title, what a reader must know, a table.</summary>
internal sealed record QualitySection(string Title, IReadOnlyList<string> Lines, TextTable? Table)
{
    /// <summary>For people at a terminal.</summary>
    public void Print(Printer printer)
    {
        printer.Line();
        printer.Line(Title);
        foreach (var line in Lines) printer.Line(line);
        if (Table is not null) printer.Table(Table);
    }

    /// <summary>As Markdown.</summary>
    public void Write(TextWriter writer)
    {
        writer.Write($"\n## {Title}\n\n");
        foreach (var line in Lines) writer.Write($"{line}\n");
        if (Table is null) return;
        if (Lines.Count > 0) writer.Write('\n');
        Row(Table.Headers);
        Row([.. Table.Headers.Select((_, column) => Table.IsNumeric(column) ? "---:" : "---")]);
        foreach (var row in Table.Rows) Row(row);

        void Row(IReadOnlyList<string> cells) => writer.Write($"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n");
    }
}
