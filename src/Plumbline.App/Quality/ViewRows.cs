using Plumbline.Data;

namespace Plumbline.App.Quality;

/// <summary>The rows of a file that a view is made of.</summary>
/// <param name="First">Row of the file.</param>
/// <param name="Count">From there on.</param>
/// <param name="FitRows">Of these, from the first.</param>
internal readonly record struct ViewRows(int First, int Count, int FitRows)
{
    private const int MostCleanRows = 3000, FewestFitRows = 500, PrependedFitRows = 600, RowsBeforeEvent = 100;

    /// <param name="trainRows">Trusted rows of the file, from its first.</param>
    /// <exception cref="DataFormatException">No row is left to fit on, or to judge.</exception>
    public static ViewRows Of(QualityView view, SeriesFrame file, int trainRows)
    {
        if (trainRows < 2 || trainRows >= file.StepCount)
            throw new DataFormatException(file.Source, "", $"{trainRows} rows to fit on of {file.StepCount}", "at least 2, and rows after them");
        var rows = view switch
        {
            QualityView.A => AfterCleanRows(file, trainRows),
            QualityView.B => TestPart(file, trainRows),
            _ => new ViewRows(0, file.StepCount, trainRows),
        };
        return rows.FitRows < rows.Count ? rows
            : throw new DataFormatException(file.Source, "", $"{rows.Count} rows in view {view}", $"more than the {rows.FitRows} to fit on");
    }

    private static ViewRows AfterCleanRows(SeriesFrame file, int trainRows)
    {
        var first = trainRows;
        for (var clean = 0; first > 0 && clean < MostCleanRows; first--)
        {
            if (file.Labels.Span[first - 1] == 0) clean++;
        }
        return new ViewRows(first, file.StepCount - first, trainRows - first);
    }

    // Rows that are counted and not timed were put together of a train file and a test file; times that run on are one recording, which is taken whole.
    private static ViewRows TestPart(SeriesFrame file, int trainRows)
    {
        var first = file.Time.Kind == TimeKind.Timestamp ? 0 : trainRows;
        var count = file.StepCount - first;
        var normal = file.Labels.Span[first..].IndexOfAnyExcept(0) is >= 0 and var anomaly ? anomaly : count;
        var wanted = PrependedFitRows + RowsBeforeEvent - normal;
        if (normal < PrependedFitRows && wanted <= first) return new ViewRows(first - wanted, count + wanted, PrependedFitRows);
        return new ViewRows(first, count, Math.Max(FewestFitRows, Math.Min(count / 4, normal - RowsBeforeEvent)));
    }
}
