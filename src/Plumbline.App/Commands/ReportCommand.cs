using System.CommandLine;
using System.Text;
using Plumbline.App.Reports;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.App.Commands;

/// <summary><c>report</c>: a detector and telemetry in, one self-contained HTML page out.</summary>
internal static class ReportCommand
{
    public static Command Create(Shell shell)
    {
        var (model, data, label, entity) = (CommandOptions.Model(), CommandOptions.Data(), CommandOptions.Label(), CommandOptions.EntityColumn());
        var output = CommandOptions.Out("HTML file to write; - is standard output.");
        output.Required = true;
        var command = new Command("report", "Draws scores, errors, curves and explanations on one HTML page.") { model, data, label, entity, output };
        command.SetAction(parse => Run(parse.GetRequiredValue(model), new SeriesSource(parse.GetRequiredValue(data), parse.GetValue(label), parse.GetValue(entity)),
            parse.GetRequiredValue(output), shell));
        return command;
    }

    private static void Run(string model, SeriesSource source, string path, Shell shell)
    {
        source.Protect(path);
        var detector = DetectorFile.Read(model, shell);
        using var file = OutputFile.Create(path, shell);
        Write(detector, source.ReadAll(shell), file, shell);
        if (path != "-") shell.Notes.Line($"Report in {path}");
    }

    /// <summary>Draws the page and makes the file appear.</summary>
    public static void Write(Detector detector, IReadOnlyList<SeriesFrame> frames, OutputFile file, Shell shell)
    {
        using (var writer = new StreamWriter(file.Stream, new UTF8Encoding(false), leaveOpen: true)) ReportPage.Write(writer, ReportBuilder.Build(detector, frames, shell));
        file.Commit();
    }
}
