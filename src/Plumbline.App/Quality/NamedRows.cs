using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Sylvan.Data.Csv;

namespace Plumbline.App.Quality;

/// <summary>A small CSV table with a header, row by row, cells by the names of their columns.</summary>
internal static class NamedRows
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path, Shell shell)
    {
        using var file = InputFile.Open(path, shell);
        using var text = new StreamReader(file.Stream);
        try
        {
            using var reader = CsvDataReader.Create(text);
            var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
            var rows = new List<IReadOnlyDictionary<string, string>>();
            while (reader.Read())
            {
                var row = new Dictionary<string, string>(StringComparer.Ordinal);
                for (var i = 0; i < Math.Min(names.Length, reader.RowFieldCount); i++) row[names[i]] = reader.GetString(i);
                rows.Add(row);
            }
            return rows;
        }
        catch (CsvFormatException fault)
        {
            throw new DataFormatException(path, $"line {fault.RowNumber + 1}", fault.Message, "a table of comma-separated values with a header");
        }
    }
}
