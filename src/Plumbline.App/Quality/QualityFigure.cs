namespace Plumbline.App.Quality;

/// <summary>A figure that is averaged over cases, then over sets.</summary>
/// <param name="Name">In JSON.</param>
/// <param name="Header">In tables.</param>
/// <param name="Format">Of a number.</param>
/// <param name="Of">Null where it is undefined.</param>
/// <param name="Weight">Of a case in its set; events where the figure is a mean over events, otherwise 1.</param>
internal sealed record QualityFigure(string Name, string Header, string Format, Func<QualityFigures, double?> Of, Func<QualityFigures, double>? Weight = null)
{
    public static QualityFigure VusPr { get; } = new("vusPr", "VUS-PR", "0.000", figures => figures.VusPr);

    public static QualityFigure EventF1 { get; } = new("eventF1", "event F1", "0.000", figures => figures.EventF1);

    public static QualityFigure FalseAlarms { get; } = new("falseAlarmsPerDay", "false/day", "0.00", figures => figures.FalseAlarmsPerDay);

    /// <summary>In the order they are shown.</summary>
    public static IReadOnlyList<QualityFigure> All { get; } =
    [
        VusPr,
        new("aucPr", "AUC-PR", "0.000", figures => figures.AucPr),
        EventF1,
        new("oracleEventF1", "oracle", "0.000", figures => figures.OracleEventF1),
        new("eventPrecision", "precision", "0.000", figures => figures.EventPrecision),
        new("eventRecall", "recall", "0.000", figures => figures.EventRecall),
        new("medianDelay", "delay", "0.0", figures => figures.MedianDelay),
        new("waits", "waits", "0", figures => figures.Waits),
        new("inAlarm", "in alarm", "0.000", figures => figures.InAlarm),
        FalseAlarms,
        Blame("hitRate100", "@100", of => of.HitRate100, figures => figures.Given),
        Blame("hitRate150", "@150", of => of.HitRate150, figures => figures.Given),
        Blame("firstIsGuilty", "first", of => of.FirstIsGuilty, figures => figures.Given),
        Blame("askedHitRate100", "asked @100", of => of.HitRate100, figures => figures.Asked),
        Blame("askedHitRate150", "asked @150", of => of.HitRate150, figures => figures.Asked),
        Blame("askedFirstIsGuilty", "asked first", of => of.FirstIsGuilty, figures => figures.Asked),
        Blame("toldHitRate100", "told @100", of => of.HitRate100, figures => figures.Told),
        Blame("toldHitRate150", "told @150", of => of.HitRate150, figures => figures.Told),
        Blame("toldFirstIsGuilty", "told first", of => of.FirstIsGuilty, figures => figures.Told),
        new("detected", "detected", "0.000", figures => figures.Detected, figures => figures.Given?.Events ?? 0),
        new("fitSeconds", "fit s", "0.00", figures => figures.FitSeconds),
        new("scoreSeconds", "score s", "0.00", figures => figures.ScoreSeconds),
        new("rowsPerSecond", "rows/s", "0", figures => figures.RowsPerSecond),
        new("allocatedMegabytes", "MB", "0", figures => figures.AllocatedBytes / 1e6),
    ];

    private static QualityFigure Blame(string name, string header, Func<BlameFigures, double> of, Func<QualityFigures, BlameFigures?> blame) =>
        new(name, header, "0.000", figures => blame(figures) is { } some ? of(some) : null, figures => blame(figures)?.Events ?? 0);
}
