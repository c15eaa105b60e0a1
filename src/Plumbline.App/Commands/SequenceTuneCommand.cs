using System.CommandLine;
using Plumbline.App.Search;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;

namespace Plumbline.App.Commands;

/// <summary><c>sequence tune</c>: searches better settings of a sequence model, and fits the winner.</summary>
internal static class SequenceTuneCommand
{
    private static readonly Option<string?> JobPath = new("--job") { Description = "Search file (YAML): 'preset', sections of the model, and 'tune'.", HelpName = "FILE" };
    private static readonly Option<string?> Search = new("--search") { Description = $"A search that is there already: {string.Join(", ", SearchPresets.Names.Where(SearchPresets.IsOfSequences))} (default: sequence-dense).", HelpName = "NAME" };
    private static readonly Option<string> Train = new("--train") { Description = "Normal sequences to train on.", HelpName = "FILE", Required = true };
    private static readonly Option<string> Normal = new("--normal") { Description = "Other normal sequences: they measure usual errors and judge trials by their error.", HelpName = "FILE", Required = true };
    private static readonly Option<string?> Tune = new("--tune") { Description = "Labelled sequences to tune thresholds on, and to judge trials by F-beta.", HelpName = "FILE" };
    private static readonly Option<string?> Test = new("--test") { Description = "Labelled sequences that no trial sees: looked at once, at the end.", HelpName = "FILE" };

    public static Command Create(Shell shell)
    {
        var json = CommandOptions.Json();
        var shared = new TuneOptions();
        var command = new Command("tune", "Searches better settings of a sequence model, and fits the winner.") { JobPath, Search, Train, Normal, Tune, Test };
        shared.AddTo(command);
        command.Add(json);
        command.SetAction(parse =>
        {
            var plan = Read(parse, shared, shell);
            var (train, normal) = (SequenceFile.Read(parse.GetRequiredValue(Train), shell), SequenceFile.Read(parse.GetRequiredValue(Normal), shell));
            var labelled = parse.GetValue(Tune) is { } tune ? SequenceFile.Read(tune, shell) : null;
            var test = parse.GetValue(Test) is { } held ? SequenceFile.Read(held, shell) : null;
            var target = new SequenceTarget(plan, train, normal, labelled, test, shell);
            Searching.Run(plan, target, shared.Name(parse, plan), parse.GetValue(shared.Store), shared.Workers(parse), SearchFolder.Open(parse.GetRequiredValue(shared.Out)), shell, parse.GetValue(json));
        });
        return command;
    }

    private static SearchPlan Read(ParseResult parse, TuneOptions shared, Shell shell)
    {
        var (path, search) = (parse.GetValue(JobPath), parse.GetValue(Search));
        if (path is not null && search is not null) throw new UsageException("--job and --search are both given; expected one of them.");
        using var text = path is null ? new StringReader(SearchPresets.Text(search ?? "sequence-dense", ofSequences: true)) : (TextReader)TuneOptions.Open(path, shell);
        return SearchFile.ReadSequences(text, path ?? $"search {search ?? "sequence-dense"}", path is null ? search ?? "sequence-dense" : Path.GetFileNameWithoutExtension(path), tune => shared.Apply(parse, tune));
    }
}
