namespace Plumbline.App.Terminal;

/// <summary>Text for people on one stream: drawn on a terminal, plain lines otherwise.</summary>
internal sealed class Printer(TextWriter writer, bool isTerminal)
{
    public TextWriter Writer => writer;

    public bool IsTerminal => isTerminal;

    public void Line(string text = "") => writer.WriteLine(text);

    public void Table(TextTable table)
    {
        if (isTerminal) Drawing.Table(writer, table);
        else table.WritePlain(writer);
    }
}
