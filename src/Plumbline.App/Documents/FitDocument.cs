using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;

namespace Plumbline.App.Documents;

/// <summary>What <c>fit --json</c> prints.</summary>
internal sealed record FitDocument(string Detector, string Bundle, string Path, int Entities, int Rows, int Signals, long ModelParameters,
    DetectorOptions Options, Threshold Threshold, FitSummary Summary)
{
    public static FitDocument Of(Detector detector, IReadOnlyList<SeriesFrame> frames, string path) => new(detector.Name, detector.Id, path,
        frames.Count, frames.Sum(frame => frame.StepCount), detector.Preprocessor.SignalCount, detector.Model.ParameterCount,
        detector.Options, detector.Threshold, detector.Summary);
}
