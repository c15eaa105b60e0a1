using System.Globalization;
using System.Text;
using Plumbline.App.Search;
using Plumbline.App.StudyReports;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Tuning;

namespace Plumbline.Bench;

/// <summary>What a search is worth: the searches of the command line on labelled servers, with pruning and without, judged by validation rows; the test rows are looked at once, at the end.</summary>
/// <remarks>Fitted on the last 3,000 rows of the first half of the file, which is normal; the rows after them validate up to the middle between the two middle events, and test from there on.</remarks>
internal static class StudiesBenchmark
{
    private const int FitRows = 3000;

    public static void Run(string data, string folder, IReadOnlyList<string> searches)
    {
        Directory.CreateDirectory(folder);
        using var table = new StreamWriter(Path.Combine(folder, "studies.csv")) { AutoFlush = true };
        table.WriteLine("search,series,validation_default,validation_best,test_default,test_best,cpu_pruned,cpu_same_unpruned,share_same,cpu_unpruned,share,unpruned_validation_best,complete,pruned,failed");
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
        var pruned = Search(search, frame, validating, prunes: true);
        var after = pruned.LookOnce();
        var same = Search(search, frame, validating, prunes: false, pruned.Study);
        var unpruned = Search(search, frame, validating, prunes: false);
        var (trials, best) = (pruned.Study.Trials, pruned.Study.Best!);
        var row = new Row(search, Path.GetFileNameWithoutExtension(path), trials[0].Objectives[0], best.Objectives[0], after.Defaults, after.Winner, pruned.Seconds, same.Seconds, unpruned.Seconds, unpruned.Study.Best!.Objectives[0],
            trials.Count(trial => trial.State == TrialState.Complete), trials.Count(trial => trial.State == TrialState.Pruned), trials.Count(trial => trial.State == TrialState.Failed));
        table.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Search},{row.Series},{row.Default:0.0000},{row.Best:0.0000},{row.TestDefault:0.0000},{row.TestBest:0.0000},{row.Pruned:0.0},{row.Same:0.0},{row.ShareOfSame:0.000},{row.Unpruned:0.0},{row.Share:0.000},{row.UnprunedBest:0.0000},{row.Complete},{row.Ended},{row.Failed}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{search} {row.Series}: validation {row.Default:0.000} -> {row.Best:0.000}, test {row.TestDefault:0.000} -> {row.TestBest:0.000}, {row.Pruned:0.0} s; the same trials to the end {row.Same:0.0} s; a search without pruning {row.Unpruned:0.0} s"));
        return row;
    }

    /// <param name="like">Study whose trials are run again, instead of a search of its own.</param>
    private static Searched Search(string search, SeriesFrame frame, int validating, bool prunes, Study? like = null)
    {
        var shell = new Shell(Stream.Null, Stream.Null, TextWriter.Null, TimeProvider.System, default);
        var changes = new Dictionary<string, string> { ["train.rows"] = FitRows.ToString(CultureInfo.InvariantCulture) };
        using var text = new StringReader(SearchPresets.Text(search, ofSequences: false));
        var (plan, job) = SearchFile.ReadDetector(text, search, search, changes,
            tune => tune with { Validate = tune.Validate with { Rows = validating }, Pruner = prunes ? tune.Pruner : null, Trials = like?.Trials.Count ?? tune.Trials });
        var target = new DetectorTarget(plan, job, [frame], shell);
        var study = Study.Open(new StudyDefinition(search, plan.Space, target.Objectives) { Defaults = plan.Defaults(), Facts = target.Facts }, new MemoryStudyStore(), plan.Tune.ToStudyOptions());
        foreach (var trial in like?.Trials.Skip(1) ?? []) study.Enqueue(plan.Space.Settings(trial.Values));
        var begun = Environment.CpuUsage.TotalTime;
        SearchRun.Run(study, target, 1, shell);
        return new Searched(study, target, (Environment.CpuUsage.TotalTime - begun).TotalSeconds);
    }

    private sealed record Searched(Study Study, SearchTarget Target, double Seconds)
    {
        public HeldOutFigure LookOnce()
        {
            var folder = Directory.CreateTempSubdirectory("plumbline-studies");
            try
            {
                return Target.Finish(Study.Definition.Space.Settings(Study.Best!.Values), SearchFolder.Open(folder.FullName), "").First(figure => figure.Name == "vusPr");
            }
            finally
            {
                folder.Delete(recursive: true);
            }
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

    private static string Summary(List<Row> rows)
    {
        var text = new StringBuilder("# Searches on servers: 40 trials, validation VUS-PR, fitted on 3,000 rows\n\nTest figures were looked at once, after each search. Seconds of processor time, 40 trials, one thread. Same: the very trials of the pruned search, all run to their end; own: a search without pruning, which goes its own way.\n\n"
            + "| search | series | validation: defaults | best | test: defaults | best | s pruned | s same | share | s own | share | best unpruned | complete / pruned / failed |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var row in rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Search} | {row.Series} | {row.Default:0.000} | {row.Best:0.000} | {row.TestDefault:0.000} | {row.TestBest:0.000} | {row.Pruned:0.0} | {row.Same:0.0} | {row.ShareOfSame:0.00} | {row.Unpruned:0.0} | {row.Share:0.00} | {row.UnprunedBest:0.000} | {row.Complete} / {row.Ended} / {row.Failed} |");
        text.AppendLine();
        foreach (var group in rows.GroupBy(row => row.Search))
            text.AppendLine(CultureInfo.InvariantCulture, $"{group.Key}: median gain on validation {Median(group.Select(row => row.Best - row.Default)):0.000}, on test {Median(group.Select(row => row.TestBest - row.TestDefault)):0.000}; time with pruning {group.Sum(row => row.Pruned) / group.Sum(row => row.Same):0.00} of that of the same trials run to their end (median {Median(group.Select(row => row.ShareOfSame)):0.00}), {group.Sum(row => row.Pruned) / group.Sum(row => row.Unpruned):0.00} of a search without pruning (median {Median(group.Select(row => row.Share)):0.00}).");
        return text.ToString();
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private sealed record Row(string Search, string Series, double Default, double Best, double TestDefault, double TestBest, double Pruned, double Same, double Unpruned, double UnprunedBest, int Complete, int Ended, int Failed)
    {
        public double ShareOfSame => Pruned / Same;

        public double Share => Pruned / Unpruned;
    }
}
