namespace Plumbline.Data;

/// <summary>Daily snapshots of disk drives as Backblaze publishes them: a row a drive and day, <c>date, serial_number, model, capacity_bytes, failure</c>,
/// then SMART values, each normalised and raw.</summary>
/// <remarks>Read as series: the drive is the entity, the raw SMART values are its signals, <c>failure</c>, 1 on the last day of a drive that failed, is the label.
/// Normalised values are passed over: each maker computes them in another way from the raw ones.</remarks>
internal static class DriveSnapshots
{
    private const string Date = "date";
    private const string Drive = "serial_number";
    private const string Failure = "failure";

    public static bool Recognise(string[] header) => header[0] == Date && header.Contains(Drive) && header.Contains(Failure) && header.Any(IsSignal);

    /// <summary>The options under which the snapshots are series; signals that were asked for stay.</summary>
    public static SeriesCsvOptions Options(string[] header, SeriesCsvOptions given) => given with
    {
        TimeColumn = Date,
        EntityColumn = Drive,
        LabelColumn = Failure,
        Signals = given.Signals ?? [.. header.Where(IsSignal)],
    };

    private static bool IsSignal(string name) => name.StartsWith("smart_", StringComparison.Ordinal) && name.EndsWith("_raw", StringComparison.Ordinal);
}
