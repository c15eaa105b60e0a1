using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.App.Commands;

/// <summary>Scores the files of a run as if they were one, and standard input row by row as it comes.</summary>
internal static class Scoring
{
    /// <param name="output">Gets the scores file; null when no scores are wanted.</param>
    /// <param name="found">Called for every anomaly once it has ended.</param>
    /// <param name="ongoing">Whether it is called as well when an anomaly begins and grows.</param>
    /// <param name="bad">Gets the rows with a fault, which are then passed over; null: the first one ends the run.</param>
    /// <exception cref="DataFormatException">A fault of the data, or signals that differ from the model's.</exception>
    public static SeriesScoring Run(Detector detector, SeriesSource source, Shell shell, Stream? output, Action<Verdict> found, bool ongoing = false, BadLines? bad = null)
    {
        Action<DataFormatException>? skip = bad is null ? null : bad.Add;
        var scoring = new SeriesScoring(detector, found, ongoing, skip);
        return ProgressView.Run(shell, "scoring", progress =>
        {
            Run(scoring, source, source.CsvOptions with { Expected = detector.Preprocessor.Columns, Skip = skip }, shell, output, progress, detector.Preprocessor.Options.Exclude);
            return scoring;
        });
    }

    private static void Run(SeriesScoring scoring, SeriesSource source, SeriesCsvOptions options, Shell shell, Stream? output, IProgress<FitProgress> progress, IReadOnlyList<string> excluded)
    {
        ScoresCsvWriter? writer = null;
        TimeKind? kind = null;
        for (var i = 0; i < source.Paths.Count; i++)
        {
            using var file = InputFile.Open(source.Paths[i], shell);
            using var reader = SeriesReader.Open(file.Stream, file.Name, options with { Live = source.Paths[i] == "-" || !file.Stream.CanSeek });
            if (output is not null) writer ??= new ScoresCsvWriter(output, reader.TimeKind, reader.HasEntities || source.Paths.Count > 1);
            kind ??= reader.TimeKind;
            if (reader.TimeKind != kind) throw new DataFormatException(file.Name, "header", $"the time column '{reader.TimeKind}'", $"'{kind}' as in {source.Paths[0]}");
            var told = 0;
            try
            {
                scoring.Score(reader, writer, source.EntityOf(source.Paths[i]), Report, shell.Cancellation);
            }
            catch (OperationCanceledException)
            {
                writer?.Flush(); // what is written are whole lines
                throw;
            }

            void Report()
            {
                if (reader.TotalBytes is { } total) progress.Report(new FitProgress("scoring", (i + ((double)reader.BytesRead / total)) / source.Paths.Count, file.Name));
                for (; told < reader.PassedOver.Count; told++)
                {
                    if (!excluded.Contains(reader.PassedOver[told])) shell.Notes.Line($"{file.Name}: '{reader.PassedOver[told]}' is no signal of the detector and is passed over.");
                }
            }
        }
        scoring.Finish();
    }
}
