using Plumbline.Detection;
using Spectre.Console;

namespace Plumbline.App.Terminal;

/// <summary>Tables and progress bars on a terminal; the only place that knows Spectre.Console, so that nothing else loads it.</summary>
internal static class Drawing
{
    public static void Table(TextWriter writer, TextTable table) => Console(writer).Write(Drawn(table));

    public static T Progress<T>(TextWriter writer, string title, Func<IProgress<FitProgress>, T> work) =>
        Console(writer).Progress().HideCompleted(true).Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bar(context.AddTask(Markup.Escape(title), maxValue: 1))));

    /// <summary>A table that is drawn anew whenever it is reported, with a line under it; gone when the work is done.</summary>
    public static void Live(TextWriter writer, Action<Action<TextTable, string>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.Yes });
        console.Live(new Text("")).AutoClear(true).Start(context => work((table, line) =>
        {
            context.UpdateTarget(new Rows(Drawn(table, wraps: false), new Text(line)));
            context.Refresh();
        }));
    }

    // Lines that do not wrap end in an ellipsis where there is no more room.
    private static Table Drawn(TextTable table, bool wraps = true)
    {
        var drawn = new Table().Border(TableBorder.Rounded);
        for (var column = 0; column < table.Headers.Count; column++)
        {
            var header = new TableColumn(new Text(table.Headers[column], new Style(decoration: Decoration.Bold)));
            header.NoWrap = !wraps && column < table.Headers.Count - 1;
            drawn.AddColumn(table.IsNumeric(column) ? header.RightAligned() : header);
        }
        foreach (var row in table.Rows) drawn.AddRow(row.Select(cell => new Text(cell) { Overflow = wraps ? Overflow.Fold : Overflow.Ellipsis }));
        return drawn;
    }

    // Colours follow NO_COLOR, which Spectre.Console obeys by itself.
    private static IAnsiConsole Console(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Interactive = InteractionSupport.No });

    private sealed class Bar(ProgressTask task) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            task.Value = value.Share;
            task.Description = Markup.Escape(value.Detail.Length == 0 ? value.Phase : $"{value.Phase}: {value.Detail}");
        }
    }
}
