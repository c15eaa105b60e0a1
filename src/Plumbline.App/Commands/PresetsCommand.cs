using System.CommandLine;
using Plumbline.App.Documents;
using Plumbline.App.Jobs;
using Plumbline.App.Search;
using Plumbline.App.Terminal;
using Plumbline.Detection;
using Plumbline.Failures;
using Plumbline.Sequences;

namespace Plumbline.App.Commands;

/// <summary><c>presets</c>: the named starting points, or one of them as a job file.</summary>
internal static class PresetsCommand
{
    private const string SearchPrefix = "search-";

    public static Command Create(Shell shell)
    {
        var name = new Argument<string?>("NAME") { Description = "Print this one as a job file; search-NAME prints a search of 'tune'.", Arity = ArgumentArity.ZeroOrOne };
        var json = CommandOptions.Json();
        var command = new Command("presets", "Lists the presets and the searches, or prints one as a job file.") { name, json };
        command.SetAction(parse => Run(parse.GetValue(name), shell, parse.GetValue(json)));
        return command;
    }

    /// <exception cref="UsageException">There is no such preset; the nearest is suggested.</exception>
    public static Preset Named(string name)
    {
        if (Presets.All.FirstOrDefault(preset => preset.Name == name) is { } preset) return preset;
        if (Others.FirstOrDefault(other => other.Name == name) is { Command: { } command })
            throw new UsageException($"found the preset '{name}', which is one of '{command}' and has no job file; expected one of {string.Join(", ", Presets.All.Select(each => each.Name))}.");
        throw Spelling.NoPreset(name, [.. Presets.All.Select(each => each.Name)]);
    }

    // Of other commands.
    private static IEnumerable<(string Command, string Name, string Description)> Others =>
        SequencePresets.All.Select(preset => ("sequence fit", preset.Name, preset.Description)).Concat(FailurePresets.All.Select(preset => ("failures fit", preset.Name, preset.Description)));

    private static void Run(string? name, Shell shell, bool json)
    {
        if (name is not null && name.StartsWith(SearchPrefix, StringComparison.Ordinal) && !json)
        {
            var search = name[SearchPrefix.Length..];
            shell.Report(outputIsTaken: false).Writer.Write(SearchPresets.Text(search, SearchPresets.IsOfSequences(search)));
        }
        else if (name is not null)
        {
            var preset = Named(name);
            if (json) shell.WriteJson(preset, DocumentJson.Default.Preset);
            else JobWriter.Write(preset.Options, shell.Report(outputIsTaken: false).Writer);
        }
        else if (json)
        {
            shell.WriteJson(Presets.All, DocumentJson.Default.IReadOnlyListPreset);
        }
        else
        {
            var table = new TextTable("preset", "what it is");
            foreach (var preset in Presets.All) table.Add(preset.Name, preset.Description);
            foreach (var (other, title, description) in Others) table.Add(title, $"{description} ({other})");
            foreach (var search in SearchPresets.Names) table.Add($"{SearchPrefix}{search}", $"{SearchPresets.Description(search)} ({(SearchPresets.IsOfSequences(search) ? "sequence " : "")}tune --search {search})");
            shell.Report(outputIsTaken: false).Table(table);
        }
    }
}
