using Plumbline.Detection.Attribution;

namespace Plumbline.App.Reports;

/// <summary>Part of a score that one signal is to blame for.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="Direction">Where the observed value lies, seen from the expected one.</param>
internal sealed record ReportShare(string Signal, double Share, Direction Direction);
