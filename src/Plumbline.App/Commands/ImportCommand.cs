using System.CommandLine;
using Plumbline.App.Documents;
using Plumbline.App.Jobs;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Detection;
using Plumbline.Exchange;
using Plumbline.Models;

namespace Plumbline.App.Commands;

/// <summary><c>import</c>: weights trained elsewhere into a detector of the same architecture, calibrated anew.</summary>
internal static class ImportCommand
{
    public static Command Create(Shell shell)
    {
        var (model, data, label, entity, json) = (CommandOptions.Model(), CommandOptions.Data(), CommandOptions.Label(), CommandOptions.EntityColumn(), CommandOptions.Json());
        var (onnx, safeTensors) = (CommandOptions.Onnx("ONNX file with the weights: the layers of the detector, in their order."), CommandOptions.SafeTensors("Safetensors file with the weights, named as export names them."));
        var output = CommandOptions.Out("Detector bundle to write.");
        output.Required = true;
        var command = new Command("import", "Puts weights trained elsewhere into a detector of the same architecture. Error distribution and threshold come "
            + "anew from the data, from the rows that calibrated the detector's own fit; its preparation is kept.") { model, onnx, safeTensors, data, label, entity, output, json };
        command.SetAction(parse =>
        {
            var (path, isOnnx) = CommandOptions.OneOf(parse.GetValue(onnx), parse.GetValue(safeTensors));
            var source = new SeriesSource(parse.GetRequiredValue(data), parse.GetValue(label), parse.GetValue(entity));
            var (target, asJson) = (parse.GetRequiredValue(output), parse.GetValue(json));
            if (asJson && target == "-") throw new UsageException("--out - and --json both want standard output; expected one of them to go elsewhere.");
            source.Protect(target);
            using var file = OutputFile.Create(target, shell);
            var detector = DetectorFile.Read(parse.GetRequiredValue(model), shell);
            var weights = Read(detector, path, isOnnx, shell);
            var frames = source.ReadAll(shell);
            var imported = Fitting.Recalibrate(frames, detector, weights, path, shell);
            DetectorFile.Write(imported, file);
            if (asJson) shell.WriteJson(FitDocument.Of(imported, frames, target), DocumentJson.Default.FitDocument);
            else FitSummaryText.Write(shell.Report(target == "-"), imported, frames, target);
        });
        return command;
    }

    private static Autoencoder Read(Detector detector, string path, bool isOnnx, Shell shell)
    {
        using var file = InputFile.Open(path, shell);
        try
        {
            return isOnnx ? OnnxImport.Read(detector, file.Stream, file.Name) : SafeTensorsImport.Read(detector.Model, file.Stream, file.Name);
        }
        catch (ArgumentException fault)
        {
            throw new UsageException("the detector's model takes no weights from outside; expected one with a trained network, such as 'dense'.", fault);
        }
    }
}
