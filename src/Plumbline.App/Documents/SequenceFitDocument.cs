using Plumbline.Sequences;

namespace Plumbline.App.Documents;

/// <summary>What <c>sequence fit --json</c> prints; null is what is not done yet.</summary>
internal sealed record SequenceFitDocument(string Path, SequenceOptions Options, IReadOnlyList<string> Signals, int Steps, long ModelParameters, int? Epochs,
    double Seconds, SequenceSource Train, SequenceSource? Normal, SequenceThresholds? Thresholds)
{
    public static SequenceFitDocument Of(SequencePhases phases, string path, double seconds) => new(path, phases.Reconstruction.Options, phases.Reconstruction.Signals,
        phases.Reconstruction.StepCount, phases.Reconstruction.ParameterCount, phases.Reconstruction.History?.Epochs.Count, seconds,
        phases.Reconstruction.Source, phases.Errors?.Source, phases.Thresholds);
}
