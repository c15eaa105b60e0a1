using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.App.Commands;

/// <summary>Scores the files of a run as if they were one.</summary>
internal static class Scoring
{
    /// <param name="output">Gets the scores file.</param>
    /// <param name="found">Called for every anomaly once it has ended.</param>
    /// <exception cref="DataFormatException">A fault of the data, or signals that differ from the model's.</exception>
    public static SeriesScoring Run(Detector detector, SeriesSource source, Shell shell, Stream output, Action<Verdict> found)
    {
        var scoring = new SeriesScoring(detector, found);
        return ProgressView.Run(shell, "scoring", progress =>
        {
            Run(scoring, source, shell, output, progress);
            return scoring;
        });
    }

    private static void Run(SeriesScoring scoring, SeriesSource source, Shell shell, Stream output, IProgress<FitProgress> progress)
    {
        ScoresCsvWriter? writer = null;
        var kind = TimeKind.Index;
        for (var i = 0; i < source.Paths.Count; i++)
        {
            using var file = InputFile.Open(source.Paths[i], shell);
            using var reader = new SeriesCsvReader(file.Stream, file.Name, source.CsvOptions);
            if (writer is null) (writer, kind) = (new ScoresCsvWriter(output, reader.TimeKind, reader.HasEntities || source.Paths.Count > 1), reader.TimeKind);
            if (reader.TimeKind != kind) throw new DataFormatException(file.Name, "header", $"the time column '{reader.TimeKind}'", $"'{kind}' as in {source.Paths[0]}");
            scoring.Score(reader, writer, source.EntityOf(source.Paths[i]), Report, shell.Cancellation);

            void Report()
            {
                if (reader.TotalBytes is { } total) progress.Report(new FitProgress("scoring", (i + ((double)reader.BytesRead / total)) / source.Paths.Count, file.Name));
            }
        }
        scoring.Finish();
    }
}
