namespace Plumbline.App.Reports;

/// <summary>How the training went.</summary>
/// <param name="Loss">[epoch]</param>
/// <param name="ValidationLoss">[epoch]; empty when nothing was held out.</param>
/// <param name="BestEpoch">0-based epoch whose weights were kept; null when it is the last.</param>
internal sealed record ReportTraining(
    IReadOnlyList<double> Loss, IReadOnlyList<double> ValidationLoss, int? BestEpoch = null);
