using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Plumbline.App.Documents;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Evaluation;
using Plumbline.Models;

namespace Plumbline.App.Quality;

/// <summary>One fit, one scoring of all rows, and all figures from the two.</summary>
internal sealed class QualityMeasure(QualityCase one, QualityContestant contestant, QualitySettings settings, int seed)
{
    private static readonly string Build = typeof(Detector).Assembly.ManifestModule.ModuleVersionId.ToString();

    private readonly DetectorOptions? options = contestant.Preset is null ? null : contestant.Options(one, settings.Learning, seed);

    /// <summary>Of everything the figures depend on.</summary>
    public string Key()
    {
        var preset = contestant.Preset is null ? "" : JsonSerializer.Serialize(contestant.Preset with { Options = options! }, DocumentJson.Default.Preset);
        var all = string.Join('\n', Build, one.Series.Fingerprint, one.Name, one.Frame.Rows.Span[0], one.Frame.StepCount, one.FitRows, one.Period, one.Harm, string.Join(',', one.Series.Guilty.Select(each => $"{each.Start}-{each.End}")),
            settings.JudgesAll, settings.Learning, settings.SecondsPerFit, seed, contestant.Name, preset);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..32];
    }

    /// <exception cref="DataFormatException">The case does not suit the contestant.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public QualityFigures Run(TimeProvider time, CancellationToken cancellation) => options is null ? Chance() : Fitted(options, time, cancellation);

    private QualityFigures Chance() => Ranking(RandomScore.Of(one.Frame.StepCount, seed));

    private QualityFigures Fitted(DetectorOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var frame = FrameFor(options);
        var (allocated, begun) = (GC.GetAllocatedBytesForCurrentThread(), time.GetTimestamp());
        var detector = DetectorFit.Run([frame], options, null, time, cancellation: cancellation);
        var fitSeconds = time.GetElapsedTime(begun).TotalSeconds;
        begun = time.GetTimestamp();
        var (rows, verdicts) = detector.Score(frame);
        var scoreSeconds = time.GetElapsedTime(begun).TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        var figures = Ranking(rows.RawScores) with
        {
            FitSeconds = fitSeconds,
            ScoreSeconds = scoreSeconds,
            RowsPerSecond = frame.StepCount / Math.Max(scoreSeconds, 1e-9),
            AllocatedBytes = allocated,
            Waits = (detector.Model as IScoringModel)?.Hindsight.Steps ?? 0,
        };
        var isDeployed = detector.Threshold.Rule != ThresholdRule.Fixed || settings.Learning == QualityLearning.Preset;
        if (isDeployed) figures = AtThreshold(figures, detector, rows);
        var (given, asked, told, detected) = EventBlame.Judge(detector, one with { Frame = frame }, rows, verdicts);
        return figures with { Given = given, Asked = isDeployed ? asked : null, Told = isDeployed ? told : null, Detected = isDeployed ? detected : null };
    }

    private SeriesFrame FrameFor(DetectorOptions options)
    {
        var frame = one.Frame;
        if (options.Prepare.Calendar.Count > 0)
        {
            return frame.Time.Kind == TimeKind.Timestamp ? frame
                : throw new DataFormatException(frame.Source, "", "an index instead of times", "a timestamp column for a preset that reads the time of day (prepare.calendar)");
        }
        // Every row is a step, whatever its time.
        return one.Harm is { IsInTime: true } ? frame : new SeriesFrame(frame.Entity, frame.Signals, TimeAxis.Counting(frame.StepCount), frame.Values, frame.Labels, frame.Rows, frame.Source);
    }

    private QualityFigures Ranking(double[] scores)
    {
        var from = settings.JudgesAll ? 0 : one.FitRows;
        var counting = scores.AsSpan(from);
        var labels = one.Frame.Labels.Span[from..];
        var judged = one.JudgedLabels;
        var mostCovered = QualitySettings.MostCovered(1 - ((double)judged.Count(0) / judged.Length));
        return new QualityFigures
        {
            VusPr = VolumeUnderSurface.Of(counting, labels, one.Window)?.PrecisionRecall,
            AucPr = PrecisionRecallCurve.Of(counting, labels)?.AveragePrecision,
            OracleEventF1 = EventOracle.Of(scores.AsSpan(one.FitRows), judged, QualitySettings.MergeGap, mostCovered)?.F1,
            UnscoredRows = scores.Count(double.IsNaN),
        };
    }

    private QualityFigures AtThreshold(QualityFigures figures, Detector detector, ScoredRows rows)
    {
        var flags = Array.ConvertAll(rows.Statuses[one.FitRows..], status => status == VerdictStatus.Anomalous);
        var merged = AlarmMerge.Of(flags, QualitySettings.MergeGap);
        var alarms = EventMetrics.Of(merged, one.JudgedLabels);
        var falseAlarms = alarms.Alarms - alarms.TrueAlarms;
        var days = flags.Length * one.Period?.TotalDays;
        return figures with
        {
            EventF1 = alarms.F1,
            EventPrecision = alarms.Precision,
            EventRecall = alarms.Recall,
            MedianDelay = EventMetrics.Of(flags, one.JudgedLabels).MedianDelay + figures.Waits,
            InAlarm = (double)merged.Count(flag => flag) / merged.Length,
            FalseAlarms = falseAlarms,
            Days = days,
            FalseAlarmsPerDay = falseAlarms / days,
            Threshold = detector.Threshold.Value,
            Rule = detector.Threshold.Description,
        };
    }
}
