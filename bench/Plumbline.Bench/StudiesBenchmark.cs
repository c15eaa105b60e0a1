using System.Globalization;
using System.Text;
using Plumbline.App.Search;
using Plumbline.App.StudyReports;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Tuning;

namespace Plumbline.Bench;

/// <summary>What a search is worth: the searches of the command line on labelled servers, with pruning and without, judged by validation rows; the test rows are looked at once, at the end.</summary>
/// <remarks>Fitted on the last 3,000 rows before the first event's half of the file; the rows after them validate up to the middle between the two middle events, and test from there on.</remarks>
internal static class StudiesBenchmark
{
    private const int FitRows = 3000;

    public static void Run(string data, string folder, IReadOnlyList<string> searches)
    {
        Directory.CreateDirectory(folder);
        using var table = new StreamWriter(Path.Combine(folder, "studies.csv")) { AutoFlush = true };
        table.WriteLine("search,series,validation_default,validation_best,test_default,test_best,seconds_pruned,seconds_unpruned,share,unpruned_validation_best,complete,pruned,failed");
        var rows = new List<Row>();
        foreach (var search in searches)
        {
            foreach (var path in Files(data)) rows.Add(Measure(search, path, table));
        }
        File.WriteAllText(Path.Combine(folder, "studies.md"), Summary(rows));
        Console.Write(Summary(rows));
    }

    private static IEnumerable<string> Files(string data) =>
        new[] { "smd", "asd" }.SelectMany(set => Directory.GetFiles(Path.Combine(data, set), "*.csv").Order(StringComparer.Ordinal));

    private static Row Measure(string search, string path, StreamWriter table)
    {
        var (frame, validating) = Cut(path);
        var (pruned, after) = Study(search, frame, validating, prunes: true);
        var (unpruned, _) = Study(search, frame, validating, prunes: false);
        var (trials, best) = (pruned.Trials, pruned.Best!);
        var row = new Row(search, Path.GetFileNameWithoutExtension(path), trials[0].Objectives[0], best.Objectives[0], after.Defaults, after.Winner, Seconds(trials), Seconds(unpruned.Trials), unpruned.Best!.Objectives[0],
            trials.Count(trial => trial.State == TrialState.Complete), trials.Count(trial => trial.State == TrialState.Pruned), trials.Count(trial => trial.State == TrialState.Failed));
        table.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Search},{row.Series},{row.Default:0.0000},{row.Best:0.0000},{row.TestDefault:0.0000},{row.TestBest:0.0000},{row.Pruned:0.0},{row.Unpruned:0.0},{row.Share:0.000},{row.UnprunedBest:0.0000},{row.Complete},{row.Ended},{row.Failed}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{search} {row.Series}: validation {row.Default:0.000} -> {row.Best:0.000}, test {row.TestDefault:0.000} -> {row.TestBest:0.000}, {row.Pruned:0.0} s of {row.Unpruned:0.0} s"));
        return row;
    }

    private static (Study Study, HeldOutFigure Test) Study(string search, SeriesFrame frame, int validating, bool prunes)
    {
        var shell = new Shell(Stream.Null, Stream.Null, TextWriter.Null, TimeProvider.System, default);
        var changes = new Dictionary<string, string> { ["train.rows"] = FitRows.ToString(CultureInfo.InvariantCulture) };
        using var text = new StringReader(SearchPresets.Text(search, ofSequences: false));
        var (plan, job) = SearchFile.ReadDetector(text, search, search, changes,
            tune => tune with { Validate = tune.Validate with { Rows = validating }, Pruner = prunes ? tune.Pruner : null });
        var target = new DetectorTarget(plan, job, [frame], shell);
        var study = Tuning.Study.Open(new StudyDefinition(search, plan.Space, target.Objectives) { Defaults = plan.Defaults(), Facts = target.Facts }, new MemoryStudyStore(), plan.Tune.ToStudyOptions());
        SearchRun.Run(study, target, 1, shell);
        if (!prunes) return (study, new HeldOutFigure("", double.NaN, double.NaN));
        var folder = Directory.CreateTempSubdirectory("plumbline-studies");
        try
        {
            return (study, target.Finish(plan.Space.Settings(study.Best!.Values), SearchFolder.Open(folder.FullName), "").First(figure => figure.Name == "vusPr"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The fit rows end where the file's own training part does.
    private static (SeriesFrame Frame, int Validating) Cut(string path)
    {
        using var stream = File.OpenRead(path);
        var frame = SeriesCsvReader.ReadAll(stream, path).Single();
        var training = frame.StepCount / 2;
        var cut = frame.Slice(training - FitRows, frame.StepCount - training + FitRows);
        var events = StepRange.FromLabels(cut.Labels.Span[FitRows..]);
        var middle = events.Count / 2;
        return (cut, (events[middle - 1].End + events[middle].Start) / 2);
    }

    private static double Seconds(IReadOnlyList<Trial> trials) => trials.Sum(trial => (trial.Ended - trial.Started)?.TotalSeconds ?? 0);

    private static string Summary(List<Row> rows)
    {
        var text = new StringBuilder("# Searches on servers: 40 trials, validation VUS-PR, fitted on 3,000 rows\n\nTest figures were looked at once, after each search. Share: time with pruning beside time without, 40 trials each, one thread.\n\n"
            + "| search | series | validation: defaults | best | test: defaults | best | s pruned | s unpruned | share | best unpruned | complete / pruned / failed |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var row in rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Search} | {row.Series} | {row.Default:0.000} | {row.Best:0.000} | {row.TestDefault:0.000} | {row.TestBest:0.000} | {row.Pruned:0.0} | {row.Unpruned:0.0} | {row.Share:0.00} | {row.UnprunedBest:0.000} | {row.Complete} / {row.Ended} / {row.Failed} |");
        text.AppendLine();
        foreach (var group in rows.GroupBy(row => row.Search))
            text.AppendLine(CultureInfo.InvariantCulture, $"{group.Key}: median gain on validation {Median(group.Select(row => row.Best - row.Default)):0.000}, on test {Median(group.Select(row => row.TestBest - row.TestDefault)):0.000}; time with pruning {group.Sum(row => row.Pruned) / group.Sum(row => row.Unpruned):0.00} of that without (all series), median {Median(group.Select(row => row.Share)):0.00}.");
        return text.ToString();
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private sealed record Row(string Search, string Series, double Default, double Best, double TestDefault, double TestBest, double Pruned, double Unpruned, double UnprunedBest, int Complete, int Ended, int Failed)
    {
        public double Share => Pruned / Unpruned;
    }
}
