namespace Plumbline.App.StudyReports;

/// <summary>Lengths of time as people say them.</summary>
internal static class Duration
{
    public static string Of(TimeSpan length) => length.TotalSeconds switch
    {
        < 120 => $"{length.TotalSeconds:0.##} s",
        < 7200 => $"{length.TotalMinutes:0.#} min",
        < 172_800 => $"{(int)length.TotalHours} h {length.Minutes} min",
        _ => $"{(int)length.TotalDays} d {length.Hours} h",
    };
}
