namespace Plumbline.App.Quality;

/// <summary>Which rows of a file are a case.</summary>
internal enum QualityView
{
    /// <summary>At most 3,000 clean fit rows that end where the test part begins, and the test part.</summary>
    A,

    /// <summary>As the TSB-AD collection is cut: the test part alone, the rows before its first anomaly to fit on.</summary>
    B,

    /// <summary>The file as it is.</summary>
    Whole,
}
