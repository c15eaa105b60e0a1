namespace Plumbline.App.StudyReports;

/// <summary>A figure on data that no trial was judged by.</summary>
/// <param name="Name">Such as <c>vusPr</c>.</param>
/// <param name="Defaults">Without the search; NaN if undefined.</param>
/// <param name="Winner">With the settings that the search found best; NaN if undefined.</param>
internal sealed record HeldOutFigure(string Name, double Defaults, double Winner);
