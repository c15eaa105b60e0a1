using Plumbline.App.Comparison;
using Plumbline.Data;
using Plumbline.Simulation;
using Plumbline.Statistics;

namespace Plumbline.App.Quality;

/// <summary>A stretch of one series whose first rows are trusted to be normal, harmed or not.</summary>
/// <param name="Name">View and series, such as <c>A:SMD_machine-1-6</c>.</param>
/// <param name="Frame">Its rows, under their numbers in the file.</param>
/// <param name="FitRows">Rows to fit on, from the first.</param>
/// <param name="Window">Of VUS, steps: the period of the first signal, by autocorrelation, before any harm.</param>
/// <param name="Period">Time from one row to the next; null where it is not known.</param>
/// <param name="Harm">Done to it; null for none.</param>
internal sealed record QualityCase(string Name, LoadedSeries Series, QualityView View, SeriesFrame Frame, int FitRows, int Window, TimeSpan? Period, Harm? Harm)
{
    /// <exception cref="DataFormatException">Too few rows.</exception>
    public static QualityCase Of(LoadedSeries series, QualityView view)
    {
        var rows = ViewRows.Of(view, series.Frame, series.TrainRows);
        var frame = series.Frame.Slice(rows.First, rows.Count);
        var first = new double[frame.StepCount];
        for (var step = 0; step < first.Length; step++) first[step] = frame.Row(step)[0];
        return new QualityCase(NameOf(series.File, view), series, view, frame, rows.FitRows, PeriodFinder.Find(first), series.File.Period ?? Comparing.Period([series.Frame]), null);
    }

    public static string NameOf(QualityFile file, QualityView view) => $"{view}:{file.Name}";

    public QualityCase With(Harm? harm, int seed)
    {
        if (harm is null) return this;
        var harmed = harm.Do(Frame, FitRows, seed);
        return this with { Frame = harmed.Frame, FitRows = harmed.FitRows, Harm = harm };
    }

    /// <summary>Labels of the rows that nothing is fitted on.</summary>
    public ReadOnlySpan<int> JudgedLabels => Frame.Labels.Span[FitRows..];

    /// <summary>Events among the judged rows whose signals are known, in steps of <see cref="Frame"/>.</summary>
    public IEnumerable<(StepRange At, IReadOnlyList<string> Signals)> Guilty()
    {
        foreach (var one in Series.Guilty)
        {
            var (start, end) = (FirstAt(one.Start), FirstAt(one.End + 1) - 1);
            if (start >= FitRows && start <= end) yield return (new StepRange(start, end), one.Signals);
        }
    }

    // The first step of this file row or a later one.
    private int FirstAt(long row)
    {
        var at = Frame.Rows.Span.BinarySearch(row);
        return at >= 0 ? at : ~at;
    }
}
