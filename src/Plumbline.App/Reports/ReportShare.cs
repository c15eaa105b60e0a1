namespace Plumbline.App.Reports;

/// <summary>Part of a score that one signal is to blame for.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="High">Above what was expected; false is below.</param>
internal sealed record ReportShare(string Signal, double Share, bool High);
