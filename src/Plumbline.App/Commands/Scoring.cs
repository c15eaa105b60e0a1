using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.App.Commands;

/// <summary>Scores series as they are read and writes a row for each of their rows, in their order, in bounded memory.</summary>
internal sealed class Scoring
{
    private readonly Detector detector;
    private readonly Action<Verdict> found;
    private readonly Dictionary<string, EntityScorer> scorers = new(StringComparer.Ordinal);

    private Scoring(Detector detector, Action<Verdict> found) => (this.detector, this.found) = (detector, found);

    public long Rows { get; private set; }

    public long AnomalousRows { get; private set; }

    public long RowsWithoutEnoughData { get; private set; }

    /// <param name="output">Gets the scores file.</param>
    /// <param name="found">Called for every anomaly once it has ended.</param>
    /// <exception cref="DataFormatException">A fault of the data, or signals that differ from the model's.</exception>
    public static Scoring Run(Detector detector, SeriesSource source, Shell shell, Stream output, Action<Verdict> found)
    {
        var scoring = new Scoring(detector, found);
        ProgressView.Run(shell, "scoring", progress =>
        {
            scoring.Run(source, shell, output, progress);
            return scoring;
        });
        return scoring;
    }

    private void Run(SeriesSource source, Shell shell, Stream output, IProgress<FitProgress> progress)
    {
        ScoresCsvWriter? writer = null;
        var kind = TimeKind.Index;
        for (var i = 0; i < source.Paths.Count; i++)
        {
            using var file = InputFile.Open(source.Paths[i], shell);
            using var reader = new SeriesCsvReader(file.Stream, file.Name, source.CsvOptions);
            if (writer is null) (writer, kind) = (new ScoresCsvWriter(output, reader.TimeKind, reader.HasEntities || source.Paths.Count > 1), reader.TimeKind);
            if (reader.TimeKind != kind) throw new DataFormatException(file.Name, "header", $"the time column '{reader.TimeKind}'", $"'{kind}' as in {source.Paths[0]}");
            var rows = new RowMerge(writer, reader.HasEntities);
            var frames = detector.Preprocessor.IsCausal ? reader.ReadBatches(shell.Cancellation) : reader.ReadAll(shell.Cancellation);
            foreach (var frame in frames)
            {
                shell.Cancellation.ThrowIfCancellationRequested();
                rows.WriteBefore(frame.Rows.Span[0]);
                rows.Add(Score(source.Named(frame, source.Paths[i], reader)));
                if (reader.TotalBytes is { } total) progress.Report(new FitProgress("scoring", (i + ((double)reader.BytesRead / total)) / source.Paths.Count, file.Name));
            }
            rows.WriteBefore(long.MaxValue);
        }
        foreach (var scorer in scorers.Values)
        {
            scorer.Finish();
            foreach (var verdict in scorer.TakeVerdicts()) found(verdict);
        }
        writer?.Flush();
    }

    private ScoredRows Score(SeriesFrame frame)
    {
        if (!scorers.TryGetValue(frame.Entity, out var scorer)) scorers.Add(frame.Entity, scorer = detector.NewScorer(frame.Entity));
        var rows = scorer.Score(frame);
        foreach (var verdict in scorer.TakeVerdicts()) found(verdict);
        Rows += frame.StepCount;
        foreach (var status in rows.Statuses)
        {
            if (status == VerdictStatus.Anomalous) AnomalousRows++;
            if (status == VerdictStatus.NotEnoughData) RowsWithoutEnoughData++;
        }
        return rows;
    }
}
