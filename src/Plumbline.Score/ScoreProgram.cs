using System.Reflection;
using Plumbline.App;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.Score;

/// <summary>The whole program: a bundle and rows in, scores and verdicts out.</summary>
internal static class ScoreProgram
{
    private const string Name = "plumbline-score";

    private const string Help = """
        plumbline-score: scores telemetry with a detector that 'plumbline fit' has written.

        Usage: plumbline-score MODEL DATA|- [options]

          MODEL            Detector bundle.
          DATA             Series CSV or JSON lines, plain or gzip; - reads standard input.

        Options:
          --scores FILE    Scores (CSV, a row for each row of the data) to write; - is standard output, the default
                           unless verdicts go there.
          --verdicts FILE  Anomalies (JSON lines) to write; - is standard output. Default: standard error.
          --label NAME     Label column (default: label, where there is one).
          --entity NAME    Entity column (default: entity, where there is one).
          --batch N        Most rows scored at a time, 1 to 1000000 (default: 256).
          --help, -h       Show this and exit.
          --version        Show the version and exit.

        Rows of a pipe are scored as soon as they are there. A verdict comes when its anomaly has ended, at the latest with
        the data. A file is there whole or not at all. Detectors whose preparation looks ahead score at the end of the data.

        Exit codes: 0 done, 1 a fault of the program, 2 wrong usage or data, 130 interrupted.
        """;

    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, StandardStreams streams)
    {
        if (args.TakeWhile(arg => arg != "--").Any(arg => arg is "--help" or "-h" or "-?")) return Print(streams, Help);
        if (args is ["--version"]) return Print(streams, typeof(ScoreProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        ScoreArguments arguments;
        try
        {
            arguments = ScoreArguments.Parse(args);
        }
        catch (UsageException fault)
        {
            streams.Error.WriteLine($"{Name}: {fault.Message}");
            streams.Error.WriteLine($"Try '{Name} --help'.");
            return ExitCode.Usage;
        }
        var traces = Environment.GetEnvironmentVariable("PLUMBLINE_TRACE") == "1";
        return Ending.Of(Name, streams.Error, traces, "PLUMBLINE_TRACE=1", () =>
        {
            Score(arguments, streams);
            return ExitCode.Done;
        });
    }

    private static void Score(ScoreArguments arguments, StandardStreams streams)
    {
        var detector = DetectorFile.Read(arguments.Model, streams);
        using var data = InputFile.Open(arguments.Data, streams);
        using var scores = arguments.Scores is null ? null : OutputFile.Create(arguments.Scores, streams);
        using var verdicts = arguments.Verdicts is null ? null : OutputFile.Create(arguments.Verdicts, streams);
        using var lines = new VerdictLines(verdicts is null ? streams.Error : new StreamWriter(verdicts.Stream, leaveOpen: true));
        using var reader = SeriesReader.Open(data.Stream, data.Name, new SeriesCsvOptions
        {
            LabelColumn = arguments.Label,
            EntityColumn = arguments.Entity,
            BatchRows = arguments.Batch,
            Live = !data.Stream.CanSeek,
            Expected = detector.Preprocessor.Columns,
        });
        var writer = scores is null ? null : new ScoresCsvWriter(scores.Stream, reader.TimeKind, reader.HasEntities);
        var scoring = new SeriesScoring(detector, lines.Write);
        scoring.Score(reader, writer, cancellation: streams.Cancellation);
        scoring.Finish();
        scores?.Commit();
        verdicts?.Commit();
    }

    private static int Print(StandardStreams streams, string text)
    {
        using var output = new StreamWriter(streams.Output, leaveOpen: true);
        output.WriteLine(text);
        return ExitCode.Done;
    }
}
