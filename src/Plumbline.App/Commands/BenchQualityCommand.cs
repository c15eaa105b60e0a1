using System.CommandLine;
using System.Globalization;
using System.Reflection;
using Plumbline.App.Documents;
using Plumbline.App.Quality;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Simulation;

namespace Plumbline.App.Commands;

/// <summary><c>bench quality</c>: every preset on every labelled series of a folder.</summary>
internal static class BenchQualityCommand
{
    public static Command Create(Shell shell)
    {
        var data = new Option<string>("--data", "-d") { Description = "Folder of labelled series CSV files (looked through to the bottom), or one file.", Required = true, HelpName = "DIR" };
        var presets = List("--presets", "Presets to measure (default: all that one series is enough for); random, zscore and pca are always there.", "NAME,...");
        var views = List("--views", "A (up to 3,000 fit rows before the test part), B (test part alone, as TSB-AD), whole (the file as it is). Default: A,B.", "VIEW,...");
        var judge = Word("--judge", "Rows that VUS-PR and AUC-PR count: all, the fit rows among them, or only unfitted. Alarms are always judged on unfitted rows.", "all", "unfitted");
        var learn = Word("--learn", "Fit as the preset says, or on all fit rows with plain errors and no threshold, as published figures are made.", "preset", "all");
        var harm = List("--harm", $"Measures harmed series too: {string.Join(", ", Harm.All.Select(one => one.Name))}, or all.", "NAME,...");
        var seeds = List("--seeds", "Measures everything once with each seed, and shows mean and spread. Default: 0.", "N,...");
        var trainRows = new Option<int?>("--train-rows") { Description = "Rows to fit on, of files of which neither a manifest.csv nor their name says it.", HelpName = "N" };
        var trainShare = new Option<double?>("--train-share") { Description = "The same as a share of the rows.", HelpName = "SHARE" };
        var limit = new Option<double?>("--seconds-per-fit") { Description = "Gives a fit up after this long; the case then counts as failed.", HelpName = "S" };
        var threads = new Option<int>("--threads") { Description = "Cases measured at the same time.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var beside = new Option<string?>("--beside") { Description = "CSV file with VUS-PR of others, a column each, by its column 'case'.", HelpName = "FILE" };
        var output = new Option<string?>("--out", "-o") { Description = "Folder for quality.jsonl, from which a run that was cut off goes on, and quality.md.", HelpName = "DIR" };
        var fresh = new Option<bool>("--fresh") { Description = "Drop what an earlier run left in --out." };
        var cases = new Option<bool>("--cases") { Description = "Show every case." };
        var json = CommandOptions.Json();
        var command = new Command("quality", "Measures presets on labelled series: ranking, alarms, explanation, speed.")
            { data, presets, views, judge, learn, harm, seeds, trainRows, trainShare, limit, threads, beside, output, fresh, cases, json };
        command.SetAction(parse =>
        {
            var settings = new QualitySettings(
                [.. Named(parse, views, "view", ["A", "B"], Enum.GetNames<QualityView>()).Select(Enum.Parse<QualityView>)],
                parse.GetRequiredValue(judge) == "all",
                parse.GetRequiredValue(learn) == "all" ? QualityLearning.All : QualityLearning.Preset,
                Harms(Named(parse, harm, "harm", [], [.. Harm.All.Select(one => one.Name), "all"])),
                [.. Words(parse, seeds, ["0"]).Select(word => int.TryParse(word, CultureInfo.InvariantCulture, out var seed) ? seed : throw new UsageException($"--seeds {word}: expected whole numbers."))],
                parse.GetValue(limit), parse.GetValue(threads));
            if (settings.Threads < 1) throw new UsageException($"--threads {settings.Threads}: expected at least 1.");
            if (settings.SecondsPerFit is { } seconds && !(seconds is > 0 and < 1e6)) throw new UsageException($"--seconds-per-fit {seconds}: expected above 0.");
            if (parse.GetValue(trainRows) is < 2 and var rows) throw new UsageException($"--train-rows {rows}: expected at least 2.");
            if (parse.GetValue(trainShare) is { } share && !(share is > 0 and < 1)) throw new UsageException($"--train-share {share}: expected above 0, below 1.");
            var (contestants, leftOut) = QualityContestant.Choose(Words(parse, presets, []));
            var folder = QualityFolder.Find(parse.GetRequiredValue(data), parse.GetValue(trainRows), parse.GetValue(trainShare), shell);
            if (folder.Files.Count == 0)
            {
                throw new UsageException($"--data {parse.GetRequiredValue(data)}: found no labelled series{(folder.Skipped is [var first, ..] ? $" ({first.Name}: {first.Why})" : "")}; "
                    + "expected series CSV files with a label column.");
            }
            var figures = parse.GetValue(beside) is { } path ? BesideFigures.Read(path, shell) : [];
            var document = Measure(folder, contestants, leftOut, figures, settings, parse.GetValue(output), parse.GetValue(fresh), shell);
            if (parse.GetValue(json)) shell.WriteJson(document, DocumentJson.Default.QualityDocument);
            else foreach (var section in new QualityReport(document).Sections(parse.GetValue(cases))) section.Print(shell.Report(outputIsTaken: false));
            if (document.Failed > 0) shell.Notes.Line($"{document.Failed} of {document.Results.Count} results have no figures.");
        });
        return command;
    }

    private static QualityDocument Measure(QualityFolder folder, IReadOnlyList<QualityContestant> contestants, IReadOnlyList<LeftOut> leftOut, IReadOnlyList<BesideFigures> beside,
        QualitySettings settings, string? output, bool fresh, Shell shell)
    {
        if (output is not null) Directory.CreateDirectory(output);
        using var log = QualityLog.Open(output is null ? null : Path.Combine(output, "quality.jsonl"), fresh, shell);
        var run = new QualityRun(folder.Files, contestants, settings, log, shell);
        IReadOnlyList<QualityResult> results;
        try
        {
            results = ProgressView.Run(shell, "measuring", run.Run);
        }
        catch (OperationCanceledException) when (output is not null)
        {
            shell.Notes.Line($"What is measured is kept in {output}; the same command goes on from there.");
            throw;
        }
        if (run.Reused > 0) shell.Notes.Line($"{run.Reused} of {results.Count} results are from an earlier run.");
        var document = new QualityDocument(Version(), settings.Threads, Environment.ProcessorCount, [.. settings.Views.Select(view => view.ToString())],
            settings.JudgesAll ? "all" : "unfitted", settings.Learning == QualityLearning.All ? "all" : "preset", [.. settings.Harms.Select(harm => harm.Name)], settings.Seeds, settings.SecondsPerFit,
            folder.Files.Count, run.Reused, results.Count(result => result.Figures is null), leftOut, folder.Skipped, QualitySummary.Of(results), beside, results);
        if (output is null) return document;
        using var file = OutputFile.Create(Path.Combine(output, "quality.md"), shell);
        using var text = new StringWriter();
        new QualityReport(document).WriteMarkdown(text);
        file.Stream.Write(System.Text.Encoding.UTF8.GetBytes(text.ToString()));
        file.Commit();
        shell.Notes.Line($"Tables in {Path.Combine(output, "quality.md")}");
        return document;
    }

    private static string Version() => typeof(BenchQualityCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static IReadOnlyList<Harm> Harms(IReadOnlyList<string> names) => [.. Harm.All.Where(harm => names.Contains(harm.Name) || names.Contains("all"))];

    private static Option<string[]> List(string name, string description, string help) => new(name) { Description = description, AllowMultipleArgumentsPerToken = true, HelpName = help };

    private static Option<string> Word(string name, string description, params string[] words)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => words[0] };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    // Names are separated by commas or blanks.
    private static string[] Words(ParseResult parse, Option<string[]> option, string[] otherwise)
    {
        string[] words = [.. (parse.GetValue(option) ?? []).SelectMany(word => word.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
        return words.Length > 0 ? words : otherwise;
    }

    private static string[] Named(ParseResult parse, Option<string[]> option, string what, string[] otherwise, string[] names) =>
        [.. Words(parse, option, otherwise).Select(word => names.FirstOrDefault(name => name.Equals(word, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"found the {what} '{word}'; expected one of {string.Join(", ", names)}.")).Distinct()];
}
