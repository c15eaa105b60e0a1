using System.CommandLine;
using Plumbline.App.Search;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;

namespace Plumbline.App.Commands;

/// <summary>Options that every search has.</summary>
internal sealed class TuneOptions
{
    private readonly Option<int?> trials = new("--trials") { Description = "Trials in all, those of earlier runs among them.", HelpName = "N" };
    private readonly Option<double?> minutes = new("--minutes") { Description = "Begin no trial after so many minutes.", HelpName = "N" };
    private readonly Option<bool> noPruning = new("--no-pruning") { Description = "Let every trial finish." };
    private readonly Option<int?> seed = new("--seed") { Description = "Of the sampler.", HelpName = "N" };
    private readonly Option<string?> study = new("--study") { Description = "Name of the study (default: that of the search or of the job file).", HelpName = "NAME" };
    private readonly Option<int> workers = new("--workers") { Description = "Trials at a time. With one, the same search gives the same trials again.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public Option<string> Out { get; } = new("--out", "-o") { Description = "Folder for the study, the report, the winner as a job file and fitted. The same command, run again after an interruption, goes on.", HelpName = "DIR", Required = true };

    public Option<string?> Store { get; } = new("--store") { Description = "Where the study is kept: PATH.db or postgresql://user:password@host:port/database, which workers on many machines may share (default: study.db in --out).", HelpName = "ADDRESS" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Out, Store, study, trials, minutes, workers, noPruning, seed }) command.Add(option);
    }

    public string Name(ParseResult parse, SearchPlan plan) => parse.GetValue(study) ?? plan.Name;

    /// <exception cref="UsageException">Less than one.</exception>
    public int Workers(ParseResult parse) => parse.GetValue(workers) is >= 1 and var count ? count : throw new UsageException($"--workers: found {parse.GetValue(workers)}; expected at least 1.");

    public TuneSection Apply(ParseResult parse, TuneSection tune)
    {
        if (parse.GetValue(trials) is { } most) tune = tune with { Trials = most };
        if (parse.GetValue(minutes) is { } time) tune = tune with { Minutes = time };
        if (parse.GetValue(seed) is { } number) tune = tune with { Seed = number };
        return parse.GetValue(noPruning) ? tune with { Pruner = null } : tune;
    }

    public static StreamReader Open(string path, Shell shell) => new(InputFile.Open(path, shell).Stream);
}
