using System.CommandLine;

namespace Plumbline.App.Commands;

/// <summary>Options that several commands have, worded the same everywhere.</summary>
internal static class CommandOptions
{
    public static Option<string[]> Data(bool required = true) => new("--data", "-d")
    {
        Description = "Series CSV files, plain or gzip, read one after another; - reads standard input.",
        AllowMultipleArgumentsPerToken = true,
        Required = required,
        HelpName = "FILE",
    };

    public static Option<string?> Label() => new("--label") { Description = "Label column (default: label, where there is one).", HelpName = "NAME" };

    public static Option<string?> EntityColumn() => new("--entity") { Description = "Entity column (default: entity, where there is one).", HelpName = "NAME" };

    public static Option<string> Model() => new("--model", "-m") { Description = "Detector bundle that fit has written.", Required = true, HelpName = "FILE" };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document on standard output, everything else on standard error." };

    public static Option<string> Out(string description) => new("--out", "-o") { Description = description, HelpName = "FILE" };
}
