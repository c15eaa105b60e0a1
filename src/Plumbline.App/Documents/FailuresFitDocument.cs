using Plumbline.Failures;

namespace Plumbline.App.Documents;

/// <summary>What <c>failures fit --json</c> prints.</summary>
internal sealed record FailuresFitDocument(string Path, FailureOptions Options, IReadOnlyList<string> Signals, double Threshold, FailureSummary Summary);
