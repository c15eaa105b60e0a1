using Plumbline.Data;
using Plumbline.Detection;

namespace Plumbline.Tuning.Objectives;

/// <summary>The rows of a search, by time or by entity, never mixed: trials are fitted on the first part and judged on the second; the third is looked at once, when the search is over.</summary>
/// <param name="Fit">What detectors are fitted on, whole.</param>
/// <param name="Validation">What judges trials.</param>
/// <param name="Test">What no trial sees; may be empty.</param>
/// <param name="Split">The parts in words, for people and for telling studies apart.</param>
public sealed record TuningRows(IReadOnlyList<SeriesFrame> Fit, IReadOnlyList<JudgedRows> Validation, IReadOnlyList<JudgedRows> Test, string Split)
{
    internal const int LongestLead = 512;

    private const double FitShare = 0.6;

    /// <summary>Splits frames.</summary>
    /// <param name="options">Its fit rows (<see cref="FitOptions.Rows"/>, <see cref="FitOptions.Until"/>) are kept. Without any, the first 60 % of each entity's rows are fitted on; or, where the detector is
    /// calibrated by entity, three of five entities, the fourth validating and the fifth testing.</param>
    /// <exception cref="DataFormatException">No row is left to validate on.</exception>
    public static TuningRows Of(IReadOnlyList<SeriesFrame> frames, DetectorOptions options, ValidationOptions validation)
    {
        var (fit, judged, test) = (new List<SeriesFrame>(), new List<JudgedRows>(), new List<JudgedRows>());
        var isByEntity = options.Calibrate.ByEntity && options.Train is { Rows: null, Until: null };
        for (var i = 0; i < frames.Count; i++)
        {
            var frame = frames[i];
            if (isByEntity)
            {
                if (i % 5 < 3) fit.Add(frame);
                else (i % 5 == 3 ? judged : test).Add(new JudgedRows(frame, 0));
                continue;
            }
            var fitted = FitRows(frame, options.Train);
            if (fitted > 0) fit.Add(frame.Slice(0, fitted));
            var left = frame.StepCount - fitted;
            var validating = Math.Min(left, validation.Rows ?? (int)Math.Ceiling(left * validation.Share));
            Add(judged, frame, fitted, validating);
            Add(test, frame, fitted + validating, left - validating);
        }
        if (fit.Count == 0) throw new DataFormatException(frames[0].Source, "", "no row to fit on", "some (train.rows, train.until)");
        if (judged.Count == 0)
            throw new DataFormatException(frames[0].Source, "", $"no {(isByEntity ? $"entity among {frames.Count}" : "row after the fit rows")} to validate on", isByEntity ? "at least 5 entities" : "some rows after the fit rows (train.rows, train.until)");
        var split = $"{Sum(fit.Select(frame => frame.StepCount))} fit rows, {Sum(judged.Select(rows => rows.Count))} that validate, {Sum(test.Select(rows => rows.Count))} that test"
            + (isByEntity ? $", by entity ({fit.Count}, {judged.Count}, {test.Count})" : frames.Count > 1 ? $", of {frames.Count} entities" : "");
        return new TuningRows(fit, judged, test, split);

        static string Sum(IEnumerable<int> counts) => counts.Sum().ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a row that validates is labelled anomalous.</summary>
    public bool HasAnomalies => Validation.Any(rows => rows.Labels.Span.ContainsAnyExcept(0));

    private static void Add(List<JudgedRows> parts, SeriesFrame frame, int first, int count)
    {
        if (count == 0) return;
        var lead = Math.Min(first, LongestLead);
        parts.Add(new JudgedRows(frame.Slice(first - lead, lead + count), lead));
    }

    private static int FitRows(SeriesFrame frame, FitOptions options)
    {
        if (options.Rows is { } rows)
            return rows < frame.StepCount ? rows : throw new DataFormatException(frame.Source, frame.Entity.Length == 0 ? "" : $"entity '{frame.Entity}'", $"{frame.StepCount} rows", $"more than the {rows} fit rows (train.rows)");
        if (options.Until is not { } until) return (int)(frame.StepCount * FitShare);
        if (frame.Time.Kind != TimeKind.Timestamp) throw new DataFormatException(frame.Source, "", "an index instead of times", "a timestamp column for train.until (or train.rows)");
        var count = 0;
        while (count < frame.StepCount && frame.Time[count] < until.Ticks) count++;
        return count;
    }
}
