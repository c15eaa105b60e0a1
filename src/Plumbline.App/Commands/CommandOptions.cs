using System.CommandLine;
using Plumbline.App.Terminal;

namespace Plumbline.App.Commands;

/// <summary>Options that several commands have, worded the same everywhere.</summary>
internal static class CommandOptions
{
    public static Option<string[]> Data(bool required = true) => new("--data", "-d")
    {
        Description = "Series CSV or JSON lines, plain or gzip, read one after another; - reads standard input.",
        AllowMultipleArgumentsPerToken = true,
        Required = required,
        HelpName = "FILE",
    };

    public static Option<string?> Label() => new("--label") { Description = "Label column (default: label, where there is one).", HelpName = "NAME" };

    public static Option<string?> EntityColumn() => new("--entity") { Description = "Entity column (default: entity, where there is one).", HelpName = "NAME" };

    public static Option<string> Model() => new("--model", "-m") { Description = "Detector bundle that fit has written.", Required = true, HelpName = "FILE" };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document on standard output, everything else on standard error." };

    public static Option<string> Out(string description) => new("--out", "-o") { Description = description, HelpName = "FILE" };

    public static Option<string?> Onnx(string description) => new("--onnx") { Description = description, HelpName = "FILE" };

    public static Option<string?> SafeTensors(string description) => new("--safetensors") { Description = description, HelpName = "FILE" };

    /// <summary>The one of two exchange files that is given.</summary>
    /// <exception cref="UsageException">Both are given, or neither.</exception>
    public static (string Path, bool IsOnnx) OneOf(string? onnx, string? safeTensors) => (onnx, safeTensors) switch
    {
        ({ } path, null) => (path, true),
        (null, { } path) => (path, false),
        (null, null) => throw new UsageException("there is no file; expected --onnx FILE or --safetensors FILE."),
        _ => throw new UsageException("--onnx and --safetensors are both given; expected one of them."),
    };
}
