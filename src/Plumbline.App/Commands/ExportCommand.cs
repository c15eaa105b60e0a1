using System.CommandLine;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Detection;
using Plumbline.Exchange;
using Plumbline.Neural;

namespace Plumbline.App.Commands;

/// <summary><c>export</c>: a detector's model as a file that other programs read.</summary>
internal static class ExportCommand
{
    public static Command Create(Shell shell)
    {
        var model = CommandOptions.Model();
        var (onnx, safeTensors) = (CommandOptions.Onnx("ONNX file to write: the network with its weights, and how to scale rows for it."),
            CommandOptions.SafeTensors("Safetensors file to write: the weights alone."));
        var command = new Command("export", "Writes a detector's model for other programs.") { model, onnx, safeTensors };
        command.SetAction(parse =>
        {
            var (path, isOnnx) = CommandOptions.OneOf(parse.GetValue(onnx), parse.GetValue(safeTensors));
            Run(parse.GetRequiredValue(model), path, isOnnx, shell);
        });
        return command;
    }

    private static void Run(string model, string path, bool isOnnx, Shell shell)
    {
        if (path != "-" && Path.GetFullPath(path) == Path.GetFullPath(model)) throw new UsageException($"{path} is the detector itself; expected another file to write.");
        var detector = DetectorFile.Read(model, shell);
        if (isOnnx && !OnnxExport.Knows(detector.Model)) throw new UsageException($"the model of '{detector.Name}' has no ONNX form yet; --safetensors writes its weights.");
        using var file = OutputFile.Create(path, shell);
        if (isOnnx) OnnxExport.Write(detector, file.Stream);
        else file.Stream.Write(Weights(detector));
        file.Commit();
        if (path != "-") shell.Notes.Line($"{(isOnnx ? $"ONNX, operator set {OnnxExport.Opset}" : "Weights")}, {detector.Model.ParameterCount:N0} parameters: {path}");
    }

    private static byte[] Weights(Detector detector) => detector.Model.ToTensors() is { Count: > 0 } tensors ? SafeTensors.Write(tensors)
        : throw new UsageException($"the model of '{detector.Name}' has no weights; expected a model that is fitted.");
}
