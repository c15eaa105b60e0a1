namespace Plumbline.App.StudyReports;

/// <summary>How much a parameter matters beside the others.</summary>
/// <param name="Share">0 to 1; together 1.</param>
internal sealed record ParameterShare(string Parameter, double Share);
