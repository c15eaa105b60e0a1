namespace Plumbline.App.Documents;

/// <summary>What <c>fit --dry-run --json</c> prints; sizes and times are estimates.</summary>
internal sealed record DryFitDocument(string Detector, int Entities, int Rows, int Signals, int TrainRows, long ModelParameters,
    double EstimatedBytes, double EstimatedSecondsPerEpoch, int MostEpochs, IReadOnlyList<string> Notes);
